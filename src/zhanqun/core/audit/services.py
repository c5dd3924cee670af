"""Writing and sealing the trail."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from zhanqun.core.audit.models import Entry, Seal

GENESIS = "0" * 64
HIDDEN = "***"
_SEALER_LOCK = 7_001_001
# Names of fields whose values never enter the trail, whoever records them.
_SECRET = re.compile(r"password|passwd|secret|token|session_?key|private_?key", re.IGNORECASE)


def record(
    action: str,
    obj: models.Model,
    *,
    by: Any,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Entry:
    """Add one act to the trail, inside the act's own transaction (记入审计).

    by: the acting user, or None for the system itself. before and after: the fields that
    changed; values are made plain for JSON, and those of secret fields are left out.
    """
    return Entry.objects.create(
        action=action,
        actor=by,
        actor_name=_name_of(by),
        at=at,
        object_type=obj._meta.label_lower,
        object_uid=str(getattr(obj, "uid", obj.pk)),
        object_label=str(obj)[:200],
        unit_id=getattr(obj, "unit_id", None) or getattr(by, "unit_id", None),
        before=_plain(before or {}),
        after=_plain(after or {}),
        reason=reason,
    )


@transaction.atomic
def seal_trail(*, now: datetime, limit: int = 5000) -> int:
    """Chain the entries not sealed yet, oldest first; return how many (封签).

    One sealer at a time; an entry whose transaction is still open is taken by a later run.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    last = Seal.objects.order_by("-position").first()
    position, digest = (last.position, last.digest) if last else (0, GENESIS)
    seals = []
    for entry in Entry.objects.filter(seal=None).order_by("id")[:limit]:
        position += 1
        digest = link_digest(digest, entry)
        seals.append(Seal(entry=entry, position=position, digest=digest, sealed_at=now))
    Seal.objects.bulk_create(seals)
    return len(seals)


def link_digest(previous: str, entry: Entry) -> str:
    """SHA-256 over the previous digest and the entry's canonical text, in hex."""
    facts = [
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
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((previous + text).encode()).hexdigest()


def _name_of(by: Any) -> str:
    return str(by) if by is not None else "系统"


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: HIDDEN if _SECRET.search(key) and value else _plain_value(value)
        for key, value in values.items()
    }


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | models.Model):
        return str(value)
    if isinstance(value, Mapping):
        return _plain(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain_value(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
