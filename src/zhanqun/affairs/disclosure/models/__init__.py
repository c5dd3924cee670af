"""Records of disclosure (公开主体、索引号、公开目录)."""

from zhanqun.affairs.disclosure.models.catalogue import (
    Entry,
    IndexNumber,
    ItemCycle,
    ListEntry,
    Serial,
)
from zhanqun.affairs.disclosure.models.gazette import Issue, IssueLine
from zhanqun.affairs.disclosure.models.guides import Guide
from zhanqun.affairs.disclosure.models.publishers import Publisher

__all__ = [
    "Entry",
    "Guide",
    "IndexNumber",
    "Issue",
    "IssueLine",
    "ItemCycle",
    "ListEntry",
    "Publisher",
    "Serial",
]
