"""Reading attachments."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from zhanqun.core.attachments.models import Attachment
from zhanqun.core.units import api as units


def attachments_by_uid(uids: Iterable[UUID]) -> dict[UUID, Attachment]:
    """The files a record already names, for showing or hashing it."""
    return {row.uid: row for row in Attachment.objects.filter(uid__in=set(uids))}


def attachments_by_key(keys: Iterable[str]) -> dict[str, Attachment]:
    return {row.key: row for row in Attachment.objects.filter(key__in=set(keys))}


def public_attachments() -> QuerySet[Attachment]:
    """Files that at least one live page refers to."""
    return Attachment.objects.filter(uses__isnull=False).distinct()


def attachments_visible_to(user: Any) -> QuerySet[Attachment]:
    """Files of the units for which the user writes, reviews or supervises (本单位附件).

    Administrators see none by being administrators.
    """
    roles = [role for role in units.Role if role not in units.SEPARATED]
    return Attachment.objects.filter(unit_id__in=units.units_covered(user, roles))
