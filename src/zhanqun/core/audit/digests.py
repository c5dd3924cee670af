"""The digests that chain the trail (审计摘要)."""

import hashlib
import json
from typing import Any

from zhanqun.core.audit.models import Entry

GENESIS = "0" * 64
# Seals of version 1 were made before entries told success and source address.
FIRST_VERSION, VERSION = 1, 2


def link_digest(previous: str, entry: Entry, version: int = VERSION) -> str:
    """SHA-256 over the previous digest and the entry's canonical text, in hex.

    version: of the seal. What an older one did not cover must be as it was then: untouched.
    """
    facts = _facts(entry)
    newer = [entry.succeeded, entry.source_ip]
    if version != FIRST_VERSION or newer != [True, None]:
        facts = [version, *facts, *newer]
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((previous + text).encode()).hexdigest()


def _facts(entry: Entry) -> list[Any]:
    return [
        str(entry.uid),
        entry.at.isoformat(),
        entry.action,
        entry.actor_id,
        entry.actor_name,
        entry.object_type,
        entry.object_uid,
        entry.object_label,
        entry.unit_id,
        entry.before,
        entry.after,
        entry.reason,
    ]
