"""The trail (审计): record an act, read the trail, seal it."""

from zhanqun.core.audit.models import Entry
from zhanqun.core.audit.queries import (
    broken_links,
    entries_about,
    entries_visible_to,
    readers,
)
from zhanqun.core.audit.services import record, seal_trail

__all__ = [
    "Entry",
    "broken_links",
    "entries_about",
    "entries_visible_to",
    "readers",
    "record",
    "seal_trail",
]
