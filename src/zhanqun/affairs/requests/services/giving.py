"""Files given out with a reply (提供的政府信息): nothing goes out that still says who."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO
from uuid import UUID

import pikepdf
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.requests import redaction, reply_policies
from zhanqun.affairs.requests.models import Reply, ReplyFile, Request
from zhanqun.affairs.requests.queries import reply_of
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.affairs.requests.services.replying import ReplyMissing
from zhanqun.affairs.requests.states import Consulted, ReplyState
from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.states import IllegalMove

FILES_MOST, WORD_SHOWN = 30, 5


class TracesLeft(DomainError):
    code = "requests.traces_left"
    message = gettext_lazy(
        "“{name}”里还能读出应当遮盖的内容：{what}。画黑框不能去掉文字：请用能删除文字的工具遮盖，"
        "或者遮盖后打印扫描，再上传。只残留在文件属性、批注、修改前的版本里的，可以勾选“清除文件信息”。"
    )


class TooManyGiven(DomainError):
    code = "requests.too_many_given"
    message = gettext_lazy("最多附{most}个文件，请打包后上传。")


@transaction.atomic
def add_file(
    *,
    uid: UUID,
    name: str,
    content: bytes | IO[bytes],
    words: Sequence[str],
    cleans: bool,
    by: User,
    now: datetime,
) -> ReplyFile:
    """Put a file with the reply, if nothing of what must be covered is left in it (附上文件).

    words: what must not stand in it besides the applicant and the third parties asked. cleans:
    take properties, remarks and former versions out of a PDF first.
    Raises NotAllowed, IllegalMove, ReplyMissing, TracesLeft, TooManyGiven, FileRefused.
    """
    request, reply = _writing(uid, by)
    if reply.files.count() >= FILES_MOST:
        raise TooManyGiven(most=FILES_MOST)
    plain = content if isinstance(content, bytes) else content.read()
    is_pdf = plain.startswith(b"%PDF-")
    if cleans and is_pdf:
        plain = _cleaned(name, plain)
    kept = attachments.store_attachment(name=name, content=plain, unit=None, by=by, now=now)
    known = {**_of_applicant(request, by), **_of_others(request, words)}
    looked = redaction.look_through(kept.name, kept.content_type, plain, known)
    if looked.traces:
        what = "；".join(f"{known[one.word]}（{one.where}）" for one in looked.traces[:WORD_SHOWN])
        raise TracesLeft(name=kept.name, what=what)
    row = ReplyFile.objects.create(
        reply=reply,
        attachment=kept,
        looked_for=sorted(set(known.values())),
        looked_at=now,
        unread=looked.unread,
        added_by=by,
    )
    after = {"file": kept.name, "sha256": kept.sha256, "unread": looked.unread}
    audit.record("requests.file_added", request, by=by, at=now, after=after)
    return row


@transaction.atomic
def remove_file(*, uid: UUID, file: UUID, by: User, now: datetime) -> None:
    """Take a file off a reply that is still written (去掉文件). Raises NotAllowed, IllegalMove."""
    request, reply = _writing(uid, by)
    row = reply.files.select_related("attachment").filter(uid=file).first()
    if row is None:
        return
    kept = row.attachment
    row.delete()
    attachments.remove_from_outside([kept.uid])
    audit.record("requests.file_removed", request, by=by, at=now, before={"file": kept.name})


def _writing(uid: UUID, by: User) -> tuple[Request, Reply]:
    request = lock(uid)
    reply_policies.check_may_draft(by, request)
    reply = reply_of(request)
    if reply is None:
        raise ReplyMissing
    if reply.state != ReplyState.WRITING:
        raise IllegalMove(move=_("附上文件"), state=reply.get_state_display())
    return request, reply


def _cleaned(name: str, content: bytes) -> bytes:
    try:
        return redaction.cleaned_pdf(content)
    except pikepdf.PdfError as failure:
        raise attachments.FileRefused(name=name, why=_("PDF损坏或者有密码，打不开")) from failure


def _of_applicant(request: Request, by: User) -> dict[str, str]:
    """Word -> what it is, by which a refusal names it without repeating it."""
    writer = casework.writer_of(request.case, by, whole=True)
    named = {
        writer.name: _("申请人姓名或者名称"),
        writer.phone: _("申请人电话"),
        writer.email: _("申请人邮箱"),
        writer.id_number: _("申请人证件号码"),
    }
    return {} if writer.is_masked else {word: label for word, label in named.items() if word}


def _of_others(request: Request, words: Iterable[str]) -> dict[str, str]:
    asked = request.consultations.filter(whom=Consulted.THIRD_PARTY)
    names = asked.values_list("name", flat=True)
    third = {name: _("第三方“{name}”").format(name=name) for name in names}
    return {**third, **{word: f"“{word}”" for word in words if word.strip()}}
