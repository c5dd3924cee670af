"""Which files live pages refer to (附件引用): those are public, all others private."""

from collections.abc import Iterable
from uuid import UUID

from zhanqun.core.attachments.models import Attachment, AttachmentUse


def file_key(key: str) -> str:
    """Dependency key of a file: pages begin or cease to refer to it, or it may not be shown."""
    return f"file:{key}"


def files_referred_to(owner: str) -> list[Attachment]:
    """The files that a live page refers to now."""
    return list(Attachment.objects.filter(uses__owner=owner).defer("text", "parts", "listing"))


def refer_to(owner: str, uids: Iterable[UUID]) -> list[Attachment]:
    """Make `uids` the files that the live page `owner` refers to; they become public.

    Returns the files that no live page refers to any more: they are private again. Called
    inside the gate's transaction, after `not_ready` found nothing.
    """
    wanted = set(uids)
    former = list(Attachment.objects.filter(uses__owner=owner))
    AttachmentUse.objects.filter(owner=owner).exclude(attachment__uid__in=wanted).delete()
    AttachmentUse.objects.bulk_create(
        (
            AttachmentUse(attachment=attachment, owner=owner)
            for attachment in Attachment.objects.filter(uid__in=wanted)
        ),
        ignore_conflicts=True,
    )
    left = [attachment for attachment in former if attachment.uid not in wanted]
    return [attachment for attachment in left if not attachment.uses.exists()]
