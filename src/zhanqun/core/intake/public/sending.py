"""One sending of a public form (一次提交): what came, read so that nothing of it is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _

from zhanqun.core.attachments.api import Attachment
from zhanqun.core.intake import limits, proofs, questions
from zhanqun.core.intake.errors import KeyExpired, KeyUnknown, ProofMissing
from zhanqun.core.intake.frames import Place
from zhanqun.core.intake.keys import Key, new_key, read_key
from zhanqun.core.intake.kinds import Kind
from zhanqun.core.intake.models import Envelope
from zhanqun.core.intake.public.typed import typed_in
from zhanqun.core.intake.schema import FieldKind, fault
from zhanqun.core.intake.services.files import (
    IncomingFile,
    drafts_of,
    drop_draft,
    keep_drafts,
    move_drafts,
)
from zhanqun.foundation.errors import DomainError

TRAP = "homepage"
# Acts on a file kept so far, and on a field that came with the address; a name follows.
DROPS, CHOOSES = "drop:", "choose:"
# Files of one network within an hour, submitted or not.
FILES_PER_HOUR = 300


class TooLarge(DomainError):
    code = "intake.too_large"
    message = _(
        "一次送来的内容太大，网站没有收下。请按浏览器的“后退”回到上一页，您填写的文字都在；"
        "减少或缩小附件后再提交。"
    )
    status = 413


@dataclass(frozen=True)
class Sending:
    """values: as typed, by field. said: messages above the form. errors: by field."""

    kind: Kind
    key: Key
    act: str
    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    files: tuple[Attachment, ...] = ()
    trap: str = ""
    is_proved: bool = False

    @property
    def is_asked_back(self) -> bool:
        """Whether the form is to be shown as it is, before anything is checked."""
        return self.act in ("open", "back") or self.act.startswith((DROPS, CHOOSES))

    def told(self, refusal: DomainError | str) -> "Sending":
        return replace(self, said=(*self.said, str(refusal)))

    def anew(self, now: datetime, refusal: DomainError) -> "Sending":
        """The same with a new key, since the old one is no longer good; files go with it.

        What was proved for the old one holds for the new.
        """
        key = new_key(self.kind.code, now)
        move_drafts(from_hash=self.key.hash, to_hash=key.hash)
        return replace(self, key=key, said=(*self.said, str(refusal)))


def opened(kind: Kind, request: HttpRequest, place: Place, now: datetime) -> Sending:
    """A form that nobody has typed in yet; some of it came with the address."""
    came_from = request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.get_host()}/"
    known = came_from if came_from.startswith(here) else ""
    values = {one.name: known for one in kind.schema.fields() if one.from_page}
    given = kind.schema.of_kind(FieldKind.GIVEN)
    values |= {one.name: request.GET.get(one.name, "") for one in given}
    suited = kind.suited_to(values, place)
    said = tuple(
        text
        for one in suited.schema.of_kind(FieldKind.GIVEN)
        if values[one.name] and (text := fault(one, values[one.name]))
    )
    return Sending(suited, new_key(kind.code, now), "open", values, said=said)


def sent(
    kind: Kind, request: HttpRequest, place: Place, *, address: str | None, now: datetime
) -> Sending:
    """What came with a POST. Raises TooLarge."""
    typed, files = came_with(request)
    values = {one.name: typed.get(one.name, "") for one in kind.schema.fields()}
    kind = kind.suited_to(values, place)
    payload, errors = kind.schema.clean(values)
    act = typed.get("act", "check")
    unasked = act == "check" and _has_unasked(kind, typed.get("asked"))
    sending = Sending(
        kind=kind,
        key=Key("", now),
        act="open" if unasked else act,
        values=payload,
        errors=errors,
        said=(str(_("按您的选择，还有几项请接着填写。")),) if unasked else (),
        trap=typed.get(TRAP, ""),
    )
    sending = _with_key(sending, typed.get("key", ""), now)
    incoming = [IncomingFile(one.name or "", one) for one in files]
    return _with_files(_proved(sending, typed), incoming, address=address, now=now)


def came_with(request: HttpRequest) -> tuple[Mapping[str, str], list[UploadedFile]]:
    """The fields and files of a POST. Raises TooLarge."""
    try:
        return typed_in(request)
    except (SuspiciousOperation, MultiPartParserError) as failure:
        raise TooLarge from failure


def _has_unasked(kind: Kind, asked: str | None) -> bool:
    """Whether what was chosen brings questions that were not on the page; None: it says nothing."""
    names = {one.name for one in kind.schema.fields() if one.required}
    return asked is not None and not names <= set(asked.split())


def unread(kind: Kind, request: HttpRequest, now: datetime) -> Sending:
    """What came with a POST while there is no database to look anything up in."""
    typed, _files = typed_in(request)
    key = Key(typed.get("key", ""), now)
    values = {one.name: typed.get(one.name, "") for one in kind.schema.fields()}
    is_proved = proofs.is_passed(key, typed.get("passed", ""))
    is_proved = is_proved or proofs.challenge_of(key).is_met_by(typed.get("proof", ""))
    return Sending(kind, key, typed.get("act", "check"), values, is_proved=is_proved)


def _with_key(sending: Sending, token: str, now: datetime) -> Sending:
    """The form's own key, or a new one where that is not good any more."""
    try:
        key = read_key(token, sending.kind.code)
    except KeyUnknown as refusal:
        return sending.anew(now, refusal)
    sending = replace(sending, key=key)
    try:
        key.check_fresh(now)
    except KeyExpired as refusal:
        # What was received under it shows its receipt for ever.
        if Envelope.objects.filter(key_hash=key.hash).exists():
            return sending
        return sending.anew(now, refusal)
    return sending


def _proved(sending: Sending, typed: Mapping[str, str]) -> Sending:
    """Met by computing, by the question, or in an earlier step of the same form."""
    mark, proof, token = (typed.get(name, "") for name in ("passed", "proof", "key"))
    old = Key(token, sending.key.issued_at)
    is_met = proofs.is_passed(old, mark) or proofs.challenge_of(old).is_met_by(proof)
    if not is_met:
        answer = typed.get("answer", "")
        is_met = questions.is_answered(questions.question_for(old), answer)
    if is_met and _is_ours(token, sending.kind):
        return replace(sending, is_proved=True)
    errors = sending.errors | {"answer": str(ProofMissing.message)}
    return replace(sending, errors=errors)


def _is_ours(token: str, kind: Kind) -> bool:
    try:
        read_key(token, kind.code)
    except KeyUnknown:
        return False
    return True


def _with_files(
    sending: Sending, files: list[IncomingFile], *, address: str | None, now: datetime
) -> Sending:
    most = sending.kind.schema.files_most
    if not most:
        return sending
    key_hash = sending.key.hash
    if sending.act.startswith(DROPS):
        drop_draft(key_hash=key_hash, attachment_key=sending.act.removeprefix(DROPS))
    refused: list[str] = []
    if files:
        refused = kept_files(key_hash, files, most, address=address, now=now)
    if refused:
        sending = replace(sending, errors=sending.errors | {"files": "；".join(refused)})
    return sending


def with_drafts(sending: Sending) -> Sending:
    """With the files kept so far, for a page that shows them."""
    if not sending.kind.schema.files_most:
        return sending
    return replace(sending, files=tuple(drafts_of(sending.key.hash)))


def kept_files(
    key_hash: str, files: list[IncomingFile], most: int, *, address: str | None, now: datetime
) -> list[str]:
    """Keep what came, within what one network may send; returns what was refused."""
    hour = limits.window("files", limits.network_of(address), limits.HOUR, now)
    for _file in files:
        if limits.add(hour, now) > FILES_PER_HOUR:
            return [str(_("同一网络刚才上传的附件太多，请一小时后再上传，或先不带附件提交。"))]
    return keep_drafts(key_hash=key_hash, files=files, most=most, now=now)
