"""The file of a request as one zip (办件档案), for the archive: everything, and an index of it.

Made in a temporary file, in the background (`services/packing`).
"""

import hashlib
import html
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.utils.translation import gettext as _

from zhanqun.affairs.requests import queries
from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.outcomes import outcomes
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.api import Attachment
from zhanqun.core.casework import api as casework
from zhanqun.core.intake import api as intake
from zhanqun.core.units.api import User
from zhanqun.foundation import clock, sheets

_SLASHES = str.maketrans({"/": "／", "\\": "＼", ":": "：", "\x00": ""})
# So much of the zip stays in memory.
_IN_MEMORY = 4 * 1024 * 1024
_HEAD = ("序号", "材料", "文件", "日期", "大小（字节）", "SHA-256")


@dataclass(frozen=True)
class Piece:
    """One piece of the file (材料): words, or a file of the store."""

    label: str
    path: str
    dated: datetime | None
    text: str = ""
    file: Attachment | None = None


def bundle_of(
    request: Request, pieces: Sequence[Piece], now: datetime, told: Callable[[int], object]
) -> IO[bytes]:
    """The zip, at its beginning; whoever reads it closes it. told: how many pieces are in it."""
    target = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - see above
    rows: list[tuple[str, ...]] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for number, piece in enumerate(pieces, start=1):
            day = f"{clock.day_of(piece.dated):%Y-%m-%d}" if piece.dated else ""
            size, digest = _put(package, piece)
            rows.append((str(number), piece.label, piece.path, day, size, digest))
            told(number)
        package.writestr("目录.xlsx", b"".join(sheets.xlsx_of(_HEAD, rows)))
        package.writestr("目录.html", _page(request, rows, now))
    target.seek(0)
    return target


def mark_of(pieces: Iterable[Piece]) -> str:
    """The same while nothing that goes into the zip has changed; no file is opened for it."""
    digest = hashlib.sha256()
    for piece in pieces:
        file = piece.file
        kept = (file.sha256, file.is_released) if file else ()
        digest.update(repr((piece.path, piece.label, piece.text, kept)).encode())
    return digest.hexdigest()


def pieces_of(request: Request, person: User) -> Iterator[Piece]:
    """Everything, in the order in which it is bound (卷内目录)."""
    case = request.case
    yield Piece(_("申请书"), "01-申请书.txt", case.opened_at, _application(request, person))
    came, later = _came(request), queries.corrected_with(request)
    for file in (one for one in came if one.uid not in later):
        yield Piece(_("申请附件"), f"02-申请附件/{_named(file)}", file.uploaded_at, file=file)
    yield Piece(_("办理经过"), "03-办理经过.txt", None, _course(request))
    yield Piece(_("期限计算"), "04-期限计算.txt", None, _reckoning(request))
    yield from _corrections(request, came)
    yield from _letters(request)
    told = _told(request)
    if told:
        yield Piece(_("告知申请人的内容"), "06-告知申请人.txt", None, told)
    yield from _replies(request)


def _replies(request: Request) -> Iterator[Piece]:
    related = ("docx", "pdf", "sealed")
    for number, row in enumerate(request.replies.select_related(*related), start=1):
        folder = f"07-答复{number}"
        papers = (
            (_("答复书（PDF）"), row.pdf),
            (_("答复书（Word）"), row.docx),
            (_("盖章件"), row.sealed),
        )
        for label, file in papers:
            if file is not None:
                yield Piece(label, f"{folder}/{_named(file)}", row.decided_at, file=file)
        for one in row.files.select_related("attachment"):
            path = f"{folder}/提供的文件/{_named(one.attachment)}"
            yield Piece(_("提供的文件"), path, one.looked_at, file=one.attachment)
        deliveries = "\n".join(_delivery_line(one) for one in row.deliveries.all())
        if deliveries:
            yield Piece(_("送达记录"), f"{folder}/送达记录.txt", row.sent_at, deliveries)


def _corrections(request: Request, came: list[Attachment]) -> Iterator[Piece]:
    for one in request.corrections.all():
        words = f"{one.what}\n\n{one.text}\n\n{one.decision}"
        yield Piece(_("补正"), f"05-补正{one.pk}.txt", one.asked_at, words)
        for file in (file for file in came if file.uid in one.files):
            path = f"05-补正{one.pk}/{_named(file)}"
            yield Piece(_("补正材料"), path, file.uploaded_at, file=file)


def _letters(request: Request) -> Iterator[Piece]:
    """What was written to others on the way, and what more moved the clock."""
    for asked in request.consultations.all():
        said = (asked.name, asked.letter, asked.get_state_display(), asked.opinion, asked.override)
        words = "\n\n".join(map(str, said))
        yield Piece(_("征求意见"), f"05-征求意见{asked.pk}.txt", asked.asked_at, words)
    for more in request.extensions.all():
        words = f"{more.days}\n{more.reason}\n{more.get_state_display()}\n{more.remark}"
        yield Piece(_("延期"), f"05-延期{more.pk}.txt", more.asked_at, words)
    fee = getattr(request, "fee", None)
    if fee is not None:
        rate = f"{fee.get_method_display()} {fee.quantity} {fee.yuan}"
        words = f"{rate}\n{fee.how}\n{fee.get_state_display()}"
        yield Piece(_("收费通知"), "05-收费通知.txt", fee.sent_at, words)


def _application(request: Request, person: User) -> str:
    case = request.case
    writer = casework.writer_of(case, person, whole=True)
    outcome = outcomes().get(request.outcome)
    facts = (
        (_("办件编号"), case.number),
        (_("受理机关"), request.publisher),
        (_("申请人类别"), request.get_applicant_display()),
        (_("申请人"), writer.name),
        (_("证件号码"), writer.id_number),
        (_("电话"), writer.phone),
        (_("电子邮箱"), writer.email),
        (_("通信地址"), writer.address),
        (_("申请公开的信息"), case.title),
        (_("特征描述"), casework.text_of(case, person)),
        (_("获取方式"), request.get_form_display()),
        (_("收到日期"), request.received_on),
        (_("办理结果"), outcome.label if outcome else ""),
        (_("办结日期"), request.concluded_on or ""),
    )
    return "\n".join(f"{label}：{value}" for label, value in facts)


def _course(request: Request) -> str:
    events = request.case.events.select_related("by")
    return "\n".join(
        f"{clock.beijing(one.at):%Y-%m-%d %H:%M} {one.get_kind_display()}"
        f" {one.by or ''} {one.note}".rstrip()
        for one in events
    )


def _reckoning(request: Request) -> str:
    """The rule and every day that was counted or left out."""
    facts = casework.reckoned(request.case, request.case.ended_at or request.case.opened_at)
    days = [f"{one.day:%Y-%m-%d} {one.number or ''} {one.label}".rstrip() for one in facts["days"]]
    return "\n".join([str(facts["told"]), "", *days])


def _told(request: Request) -> str:
    return "\n\n".join(
        f"{clock.beijing(one.given_at):%Y-%m-%d %H:%M} {one.title}\n{one.text}".rstrip()
        for one in intake.feedback_of(request.envelope_uid)
    )


def _came(request: Request) -> list[Attachment]:
    uids = intake.files_that_came(request.envelope_uid)
    found = attachments.attachments_by_uid(uids)
    return [found[uid] for uid in uids if uid in found]


def _delivery_line(row: object) -> str:
    names = ("get_way_display", "get_state_display")
    said = [str(getattr(row, name)()) for name in names]
    facts = ("sent_on", "done_on", "proof", "signed_by", "why", "failure")
    return " ".join([*said, *(str(getattr(row, name) or "") for name in facts)]).strip()


def _named(file: Attachment) -> str:
    """Two files of one name stand beside each other by their keys."""
    return f"{file.key[:6]}-{file.name.translate(_SLASHES)}"


def _put(package: zipfile.ZipFile, piece: Piece) -> tuple[str, str]:
    """Size and digest of what was put in; of what the scanner holds back, nothing."""
    file = piece.file
    if file is None:
        content = piece.text.encode()
        package.writestr(piece.path, content)
        return str(len(content)), hashlib.sha256(content).hexdigest()
    if not file.is_released:
        return str(_("没有查毒放行，未收入")), file.sha256
    with file.file.open("rb") as source, package.open(piece.path, "w") as target:
        while chunk := source.read(1024 * 1024):
            target.write(chunk)
    return str(file.size_bytes), file.sha256


def _page(request: Request, rows: list[tuple[str, ...]], now: datetime) -> str:
    """The index to look at: each row leads to its file."""
    title = html.escape(f"{request.case.number} {request.case.title}")
    head = "".join(f"<th>{html.escape(one)}</th>" for one in _HEAD)
    lines = "".join(
        "<tr>"
        + "".join(
            f'<td><a href="{html.escape(cell, quote=True)}">{html.escape(cell)}</a></td>'
            if at == 2
            else f"<td>{html.escape(cell)}</td>"
            for at, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    made = _("{at}导出").format(at=f"{clock.beijing(now):%Y-%m-%d %H:%M}")
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>'
        f"<h1>{title}</h1><p>{made}</p><table border><tr>{head}</tr>{lines}</table></html>"
    )
