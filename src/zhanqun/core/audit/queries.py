"""Reading the trail: only those whom `units` registers may."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from zhanqun.core.audit.models import Entry, Seal
from zhanqun.core.audit.services import GENESIS, link_digest
from zhanqun.foundation.registries import Registry

# Filled by `units`: a function (user, queryset) -> the entries that user may read.
readers: Registry[Any] = Registry("readers of the trail")


def entries_visible_to(user: Any) -> QuerySet[Entry]:
    """The part of the trail that `user` may read (审计查询)."""
    visible = Entry.objects.none()
    for _name, narrow in readers:
        visible = visible | narrow(user, Entry.objects.all())
    return visible.order_by("-id")


def entries_about(object_type: str, object_uid: str) -> QuerySet[Entry]:
    """What was done to one record, oldest first; the caller has checked the record itself."""
    return Entry.objects.filter(object_type=object_type, object_uid=object_uid).order_by("id")


def broken_links() -> Iterator[int]:
    """Positions in the chain whose entry no longer gives the sealed digest (链校验)."""
    digest = GENESIS
    for seal in Seal.objects.select_related("entry").order_by("position").iterator():
        expected = link_digest(digest, seal.entry)
        if expected != seal.digest:
            yield seal.position
        digest = seal.digest
