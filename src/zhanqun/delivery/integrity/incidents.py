"""Recording what was altered (记录篡改事件), with the trail and an alarm."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from zhanqun.content.sites import api as sites
from zhanqun.core.audit import api as audit
from zhanqun.delivery.integrity import telling
from zhanqun.delivery.integrity.models import Incident, IncidentKind

NAMED_IN_TRAIL = 20


@transaction.atomic
def record(site_id: int, rows: Sequence[Incident], *, now: datetime) -> list[Incident]:
    """Record what one round found on a site: a row each, one entry in the trail, one alarm.

    What was known and could not be restored before is brought up to date instead.
    """
    if not rows:
        return []
    known = _open(site_id, rows)
    fresh = [row for row in rows if (row.path, row.kind) not in known]
    for row in rows:
        _bring_up_to_date(known.get((row.path, row.kind)), row)
    Incident.objects.bulk_create(fresh)
    if fresh:
        profile = sites.profile_of(site_id)
        audit.record("integrity.tampered", profile, by=None, at=now, after=_told(fresh))
        telling.tampered(profile, fresh, now)
    return fresh


def open_names(site_id: int) -> list[str]:
    """Files on disk that could not be put right yet."""
    rows = Incident.objects.filter(site_id=site_id, restored_at=None)
    return list(rows.exclude(kind=IncidentKind.RECORD).values_list("path", flat=True))


def close(site_id: int, names: Collection[str], *, now: datetime) -> None:
    """These are right again, whoever saw to it."""
    rows = Incident.objects.filter(site_id=site_id, path__in=names, restored_at=None)
    rows.update(restored_at=now, note="")


def close_records(site_id: int, still: Collection[str], *, now: datetime) -> None:
    """All records but these agree with the manifest again."""
    rows = Incident.objects.filter(site_id=site_id, kind=IncidentKind.RECORD, restored_at=None)
    rows.exclude(path__in=still).update(restored_at=now, note="")


def _open(site_id: int, rows: Sequence[Incident]) -> dict[tuple[str, str], Incident]:
    found = Incident.objects.select_for_update().filter(
        site_id=site_id, path__in={row.path for row in rows}, restored_at=None
    )
    return {(row.path, row.kind): row for row in found}


def _bring_up_to_date(known: Incident | None, row: Incident) -> None:
    if known is not None:
        known.restored_at, known.note = row.restored_at, row.note
        known.save(update_fields=["restored_at", "note"])


def _told(rows: Sequence[Incident]) -> dict[str, object]:
    restored = sum(row.restored_at is not None for row in rows)
    files = [f"{row.get_kind_display()} {row.path}" for row in rows[:NAMED_IN_TRAIL]]
    return {"count": len(rows), "restored": restored, "files": files}
