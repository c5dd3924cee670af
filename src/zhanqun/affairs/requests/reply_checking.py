"""A reply is looked through before it goes out (答复检查): what it must give, what it may not say.

Source: 《政府信息公开条例》第三十二条、第三十六条至第四十条; 《行政复议法》第二十三条.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from zhanqun.affairs.requests import composing, reply_kinds
from zhanqun.affairs.requests.composing import Known
from zhanqun.affairs.requests.models import Reply, Request
from zhanqun.affairs.requests.reply_kinds import CORRECTION, FEE, FIRST, ReplyKind
from zhanqun.affairs.requests.states import ConsultationState, Consulted
from zhanqun.core.casework.api import BLOCK, HINT, WARN, Finding
from zhanqun.core.papers.api import FontsMissing, unset_characters

_LEFT_OPEN = re.compile(r"×{2,}|[xX]{2,}|_{2,}|待补|【[^】]*】|\{[^}]*\}")
_LITIGATION = re.compile(r"提起(?:行政)?诉讼|(?:人民)?法院起诉|行政诉讼")
_SHORTEST_REASON = 15


def findings_of(reply: Reply, known: Known, on: date) -> list[Finding]:
    """The gravest first; on: the day on which it would go out."""
    kind = reply_kinds.reply_kinds()[reply.kind]
    found = [
        *_of_parts(kind, reply.parts),
        *_of_remedies(kind, reply.parts, known, on),
        *_of_request(kind, reply.request),
        *_of_files(kind, reply),
        *_of_third_parties(kind, reply),
    ]
    if not any(one.level == BLOCK for one in found):
        found += _of_characters(reply, known, on)
    return sorted(found, key=lambda one: (BLOCK, WARN, HINT).index(one.level))


def blocking(found: Iterable[Finding]) -> list[Finding]:
    return [one for one in found if one.level == BLOCK]


def standing(found: Iterable[Finding], accepted: Iterable[str]) -> list[Finding]:
    """Those that need a reason and were not let stand."""
    known = set(accepted)
    return [one for one in found if one.level == WARN and one.code not in known]


def _of_parts(kind: ReplyKind, parts: Mapping[str, str]) -> Iterator[Finding]:
    for name in kind.must:
        if not parts.get(name, "").strip():
            label = reply_kinds.places()[name].label
            message = _("没有写明{label}（{norm}）。").format(
                label=label, norm=kind.norm or kind.label
            )
            yield Finding(f"missing_{name}", BLOCK, message)
    for name in kind.places:
        if opened := _LEFT_OPEN.search(parts.get(name, "")):
            message = _("还有没有填好的地方，请写完整。")
            yield Finding("left_open", BLOCK, message, opened[0])
    reason = parts.get("reason", "").strip()
    if reason and "reason" in kind.must and len(reason) < _SHORTEST_REASON:
        message = _("理由太简单。请写明认定的事实，为什么属于这种情形。")
        yield Finding("thin_reason", WARN, message, reason)


def _of_remedies(
    kind: ReplyKind, parts: Mapping[str, str], known: Known, on: date
) -> Iterator[Finding]:
    """Remedies stand in the paper by themselves, by the law of the day."""
    if known.form is None:
        message = _(
            "还没有设置答复文号、行政复议机关和管辖法院，请公开工作机构先在“答复设置”里填写。"
        )
        yield Finding("form_missing", BLOCK, message)
        return
    remedy = reply_kinds.remedy_of(kind, on, tuple(known.form.first_groups))
    typed = "\n".join(parts.get(name, "") for name in kind.places)
    if remedy == FIRST and (said := _LITIGATION.search(typed)):
        message = _(
            "不予公开的，应当先申请行政复议，不能告知直接起诉。救济途径由系统写入，请删去自己写的。"
        )
        yield Finding("direct_litigation", BLOCK, message, said[0])


def _of_request(kind: ReplyKind, request: Request) -> Iterator[Finding]:
    if kind.needs == CORRECTION and not request.corrections.exists():
        message = _("没有要求补正的记录，不能以“{label}”答复。").format(label=kind.label)
        yield Finding("no_correction", BLOCK, message)
    if kind.needs == FEE and not hasattr(request, "fee"):
        message = _("没有发过收费通知，不能以“{label}”答复。").format(label=kind.label)
        yield Finding("no_fee", BLOCK, message)


def _of_files(kind: ReplyKind, reply: Reply) -> Iterator[Finding]:
    files = reply.pk is not None and list(reply.files.all())
    if kind.gives and not files:
        message = _("没有附上提供的文件。已经写明另行提供的，请写明理由后送签发。")
        yield Finding("no_files", WARN, message)
    if files and not kind.gives:
        message = _("“{label}”的答复附了文件，请核对。").format(label=kind.label)
        yield Finding("files", WARN, message)
    if files and _asked_since(reply.request, min(one.looked_at for one in files)):
        message = _(
            "附上文件以后又征求了第三方意见，文件里有没有第三方的名称还没有查过：请去掉文件，重新附上。"
        )
        yield Finding("unlooked", WARN, message)
    if files and any(one.unread for one in files):
        yield Finding("unread", HINT, _("附上的文件里有检查不到的内容，请人工核对遮盖是否干净。"))


def _asked_since(request: Request, moment: datetime) -> bool:
    """Whether a file was looked through before all third parties were known."""
    asked = request.consultations.filter(whom=Consulted.THIRD_PARTY)
    return asked.filter(asked_at__gt=moment).exists()


def _of_third_parties(kind: ReplyKind, reply: Reply) -> Iterator[Finding]:
    asked = reply.request.consultations.filter(whom=Consulted.THIRD_PARTY)
    rows = list(asked)
    if kind.outcome == "refused_4" and not rows:
        message = _("没有征求第三方意见的记录（第三十二条）。")
        yield Finding("not_consulted", WARN, message)
    if any(row.state == ConsultationState.ASKED for row in rows):
        yield Finding("consulting", WARN, _("第三方意见还没有收到，期限也没有届满。"))
    if kind.gives:
        against = [
            row.name for row in rows if row.state == ConsultationState.OBJECTED and not row.override
        ]
        if against:
            message = _("第三方不同意公开，也没有因公共利益决定公开的告知书（第三十二条）。")
            yield Finding("objected", BLOCK, message, "、".join(against))
    typed = "\n".join(reply.parts.values())
    named = [row.name for row in rows if len(row.name) > 1 and row.name in typed]
    if named:
        message = _("答复里写出了第三方的名称，请核对是否可以告知申请人。")
        yield Finding("third_party_named", WARN, message, "、".join(named))


def _of_characters(reply: Reply, known: Known, on: date) -> Iterator[Finding]:
    """A name with a rare character is set from a font that has it, or by hand in the Word file."""
    try:
        missing = unset_characters(composing.paper_of(reply, known, on))
    except FontsMissing as refusal:
        yield Finding("fonts", BLOCK, str(refusal))
        return
    if missing:
        message = _("服务器的字体里没有这些字，PDF里会是空框：请在Word件里补上，盖章后上传扫描件。")
        yield Finding("characters", WARN, message, missing)
