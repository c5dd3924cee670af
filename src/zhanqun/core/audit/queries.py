"""Reading the trail: only those whom `units` registers may."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from zhanqun.core.audit.models import Entry
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
    return entries_about_all([(object_type, object_uid)])


def entries_about_all(records: Collection[tuple[str, str]]) -> QuerySet[Entry]:
    """What was done to several records, oldest first: (type, uid) of each."""
    named = Q(pk__in=[])
    for object_type, object_uid in records:
        named |= Q(object_type=object_type, object_uid=object_uid)
    return Entry.objects.filter(named).order_by("id")
