"""Quarantine (隔离区): a file waits until it is scanned; then its words are read."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from zhanqun.core.attachments import derivatives, policies, scanner, waiting
from zhanqun.core.attachments.errors import FileGone
from zhanqun.core.attachments.models import Attachment
from zhanqun.core.attachments.reading import Words, read_words
from zhanqun.core.attachments.states import RELEASED, SCAN, ScanState
from zhanqun.core.attachments.withholding import withhold
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User

# Without a scanner to wait for, the words of a file up to this size are read at once.
READ_AT_ONCE_BYTES = 1024 * 1024
# A file with a virus is kept locked for so long: a signature may prove wrong.
INFECTED_KEPT_DAYS = 30
# Kinds that hold no words.
_WORDLESS = ("image/", "video/", "audio/")


@dataclass(frozen=True)
class Verdict:
    """What came of one look at a file: the move it makes, why, and the words it holds."""

    move: str
    note: str = ""
    words: list[Words] = field(default_factory=list)


def begin(attachment: Attachment, now: datetime) -> None:
    """Save a new file in its first state, and see that it is looked at.

    Part of the storing transaction: the job and the file come to stand together.
    """
    attachment.scan = ScanState.WAITING if scanner.is_on() else ScanState.OFF
    if attachment.text:
        attachment.parts = [["", attachment.text]]
    at_once = not _has_words(attachment) or attachment.size_bytes <= READ_AT_ONCE_BYTES
    if not scanner.is_on() and at_once:
        _keep_words(attachment, _words_of(attachment), now)
    attachment.save()
    if attachment.scan == ScanState.WAITING or attachment.read_at is None:
        waiting.look_at(attachment.pk)
    _derive(attachment)


def examine(*, attachment_id: int, now: datetime) -> None:
    """Scan one file and read its words (查毒并提取文字); harmless when run twice."""
    attachment = Attachment.objects.filter(pk=attachment_id).first()
    if attachment is None or not attachment.file:
        return
    verdict = _look(attachment)
    if verdict is not None:
        _settle(attachment_id, verdict, now)


@transaction.atomic
def scan_again(*, uid: UUID, by: User, now: datetime) -> Attachment:
    """Put a file back to the scanner (重新查毒). Raises NotAllowed, FileGone, IllegalMove."""
    attachment = Attachment.objects.select_for_update().get(uid=uid)
    policies.check_may_scan(by)
    if not attachment.file:
        raise FileGone(name=attachment.name)
    attachment.scan = SCAN.target("again", attachment.scan)
    attachment.save(update_fields=["scan"])
    audit.record("attachments.scan_again", attachment, by=by, at=now)
    waiting.look_at(attachment.pk)
    return attachment


@transaction.atomic
def delete_infected(*, before: datetime, now: datetime) -> int:
    """Delete the bytes of files found infected before a moment; their rows and hashes stay."""
    rows = Attachment.objects.select_for_update().filter(
        scan=ScanState.INFECTED, scanned_at__lt=before
    )
    deleted = 0
    for attachment in rows.exclude(file=""):
        derivatives.delete_derived(attachment)
        attachment.file.delete(save=False)
        attachment.save(update_fields=["file", "derived"])
        audit.record("attachments.deleted", attachment, by=None, at=now)
        deleted += 1
    return deleted


def _look(attachment: Attachment) -> Verdict | None:
    """The verdict on a file as it stands; None where there is nothing to find out."""
    if attachment.scan == ScanState.INFECTED:
        return None
    if attachment.scan == ScanState.CLEAN or not scanner.is_on():
        move = "" if attachment.scan in RELEASED else "skip"
        if not move and attachment.read_at is not None:
            return None
        return Verdict(move, words=_words_of(attachment))
    try:
        with attachment.file.open("rb") as file:
            signature = scanner.scan(file)
    except scanner.ScanFailed as failure:
        return Verdict("fail", str(failure))
    if signature:
        return Verdict("find", signature)
    return Verdict("pass", words=_words_of(attachment))


@transaction.atomic
def _settle(attachment_id: int, verdict: Verdict, now: datetime) -> None:
    attachment = Attachment.objects.select_for_update().get(pk=attachment_id)
    before = attachment.scan
    if verdict.move:
        # A file kept before there was a scanner stays in use until there is a verdict.
        if not (verdict.move == "fail" and before in RELEASED):
            attachment.scan = SCAN.target(verdict.move, before)
        attachment.scan_note, attachment.scanned_at = verdict.note[:200], now
    if attachment.scan in RELEASED:
        _keep_words(attachment, verdict.words, now)
    attachment.save()
    _derive(attachment)
    if attachment.scan != before:
        after = {"scan": attachment.scan} | ({"note": verdict.note} if verdict.note else {})
        audit.record("attachments.scanned", attachment, by=None, at=now, after=after)
    if attachment.scan == ScanState.INFECTED:
        withhold(attachment, now)


def _derive(attachment: Attachment) -> None:
    """Once a file may go out, its smaller pictures are made; nobody waits for them."""
    is_due = attachment.is_released and attachment.derived_at is None
    if is_due and attachment.content_type in derivatives.kinds_in_hand():
        waiting.derive_from(attachment.pk)


def _keep_words(attachment: Attachment, words: list[Words], now: datetime) -> None:
    if words:
        attachment.parts = [[part.where, part.text] for part in words]
        attachment.text = "\n".join(part.text for part in words)
    attachment.read_at = now


def _words_of(attachment: Attachment) -> list[Words]:
    if not _has_words(attachment):
        return []
    with attachment.file.open("rb") as file:
        return read_words(attachment.name, attachment.content_type, file.read())


def _has_words(attachment: Attachment) -> bool:
    return not attachment.content_type.startswith(_WORDLESS)


def why_not_ready(attachment: Attachment) -> str:
    """Why the file may not go live yet; "" where it may."""
    name = attachment.name
    if attachment.scan == ScanState.INFECTED:
        text = _("附件“{name}”查出病毒（{note}），不能发布，请从稿件中移除。")
        return text.format(name=name, note=attachment.scan_note)
    if attachment.scan not in RELEASED:
        text = _("附件“{name}”在隔离区（{state}），查毒通过后才能发布。")
        return text.format(name=name, state=attachment.get_scan_display())
    if attachment.read_at is None:
        return _("附件“{name}”的文字还没有读出来，请稍候再发布。").format(name=name)
    return ""
