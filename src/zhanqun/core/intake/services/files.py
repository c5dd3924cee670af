"""Files that come with a form (来件附件): kept at once, so that no step of the form loses them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO

from django.db import transaction

from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.api import Attachment
from zhanqun.core.intake.errors import TooManyFiles
from zhanqun.core.intake.models import DraftFile, Envelope, EnvelopeFile, FeedbackAnswer

FILES_MOST = 30
DRAFTS_KEPT = timedelta(days=2)


@dataclass(frozen=True)
class IncomingFile:
    """A file from outside: its name as given, and bytes or a file that can be sought in."""

    name: str
    content: bytes | IO[bytes]


def drafts_of(key_hash: str) -> list[Attachment]:
    rows = DraftFile.objects.filter(key_hash=key_hash).select_related("attachment").order_by("id")
    return [row.attachment for row in rows]


@transaction.atomic
def keep_drafts(
    *, key_hash: str, files: Iterable[IncomingFile], most: int, now: datetime
) -> list[str]:
    """Keep files of a form that is not submitted yet, in quarantine; returns what was refused.

    One that is refused keeps the others from nothing.
    """
    there = DraftFile.objects.filter(key_hash=key_hash).count()
    allowed = min(most, FILES_MOST)
    refused, sent = [], list(files)
    for file in sent[: max(0, allowed - there)]:
        try:
            with transaction.atomic():
                kept = attachments.store_from_outside(name=file.name, content=file.content, now=now)
                DraftFile.objects.create(key_hash=key_hash, attachment=kept, added_at=now)
        except attachments.FileRefused as refusal:
            refused.append(str(refusal))
    if there + len(sent) > allowed:
        refused.append(str(TooManyFiles(most=allowed, count=there + len(sent))))
    return refused


def claim_drafts(
    *, key_hash: str, envelope: Envelope, answer: FeedbackAnswer | None = None
) -> list[Attachment]:
    """What was kept is the envelope's now, in the transaction in which it is sent (随件收下)."""
    kept = drafts_of(key_hash)
    if kept:
        EnvelopeFile.objects.bulk_create(
            [EnvelopeFile(envelope=envelope, attachment=file, answer=answer) for file in kept]
        )
        DraftFile.objects.filter(key_hash=key_hash).delete()
    return kept


@transaction.atomic
def drop_draft(*, key_hash: str, attachment_key: str) -> None:
    """The sender took a file out of the form."""
    row = DraftFile.objects.filter(key_hash=key_hash, attachment__key=attachment_key).first()
    if row is not None:
        uid = row.attachment.uid
        row.delete()
        attachments.remove_from_outside([uid])


def move_drafts(*, from_hash: str, to_hash: str) -> None:
    """A form got a new key: its files go with it."""
    DraftFile.objects.filter(key_hash=from_hash).update(key_hash=to_hash)


@transaction.atomic
def delete_abandoned(*, now: datetime) -> int:
    """Delete files of forms that nobody submitted (清理未提交的附件)."""
    rows = DraftFile.objects.filter(added_at__lt=now - DRAFTS_KEPT)
    uids = list(rows.values_list("attachment__uid", flat=True))
    rows.delete()
    attachments.remove_from_outside(uids)
    return len(uids)
