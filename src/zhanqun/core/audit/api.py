"""The trail (审计): record an act, read the trail, seal and check it."""

from zhanqun.core.audit.heads import Head, export_head, faults_against, last_head
from zhanqun.core.audit.models import Entry
from zhanqun.core.audit.queries import (
    entries_about,
    entries_about_all,
    entries_visible_to,
    readers,
)
from zhanqun.core.audit.sealing import newest_seal, seal_trail, unsealed
from zhanqun.core.audit.services import record
from zhanqun.core.audit.verifying import Fault, faults

__all__ = [
    "Entry",
    "Fault",
    "Head",
    "entries_about",
    "entries_about_all",
    "entries_visible_to",
    "export_head",
    "faults",
    "faults_against",
    "last_head",
    "newest_seal",
    "readers",
    "record",
    "seal_trail",
    "unsealed",
]
