"""Records against the signed manifest (发布记录核对): who alters both a file and its record in
the database still lacks the key."""

import logging
from collections.abc import Collection, Iterator
from datetime import datetime

from zhanqun.delivery.integrity import incidents
from zhanqun.delivery.integrity.guarding.publishing import let_publishers_finish
from zhanqun.delivery.integrity.manifest import keys, store
from zhanqun.delivery.integrity.manifest.lines import Line, ManifestBroken
from zhanqun.delivery.integrity.manifest.writing import (
    line_of,
    lines_of_site,
    write_all,
    write_changes,
)
from zhanqun.delivery.integrity.models import ChangedFile, FoundBy, Incident, IncidentKind
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.delivery.staticsite.api import PublishedFile
from zhanqun.foundation import clock
from zhanqun.foundation.targets import Target

logger = logging.getLogger("zhanqun.integrity")


def write(site_id: int, now: datetime) -> list[Incident]:
    """Bring the manifest up to date; one that somebody altered is made anew and recorded."""
    if write_changes(site_id, now):
        return []
    return _note_manifest_altered(site_id, now)


def check(site_id: int, now: datetime) -> list[Incident]:
    """Bring the manifest up to date and record what differs from it without reason.

    An altered record is made anew by the publisher; an altered manifest from the records.
    """
    altered = write(site_id, now)
    try:
        differing = _differing(site_id)
    except ManifestBroken:
        write_all(site_id, now)
        altered += _note_manifest_altered(site_id, now)
        differing = _differing(site_id)
    guilty = _still_differing(site_id, differing, now) if differing else {}
    incidents.close_records(site_id, guilty.keys(), now=now)
    rows = [_put_right(site_id, path, line, now) for path, line in sorted(guilty.items())]
    return altered + incidents.record(site_id, rows, now=clock.now())


def _note_manifest_altered(site_id: int, now: datetime) -> list[Incident]:
    row = Incident(
        site_id=site_id,
        path="head",
        kind=IncidentKind.MANIFEST,
        found_by=FoundBy.SWEEP,
        seen_at=now,
        restored_at=clock.now(),
    )
    return incidents.record(site_id, [row], now=clock.now())


def _listed(site_id: int) -> Iterator[Line]:
    return store.store_of(site_id).lines(keys.public_key())


def _differing(site_id: int) -> set[str]:
    """Addresses that are not recorded as they are listed. Raises ManifestBroken.

    Held are hashes of the lines; the few that differ are looked up again.
    """
    only_listed = {hash(line) for line in _listed(site_id)}
    differing = set()
    for line in lines_of_site(site_id):
        if hash(line) in only_listed:
            only_listed.discard(hash(line))
        else:
            differing.add(line.path)
    if only_listed:
        differing |= {line.path for line in _listed(site_id) if hash(line) in only_listed}
    return differing


def _still_differing(site_id: int, paths: Collection[str], now: datetime) -> dict[str, Line | None]:
    """Addresses, with their lines in the manifest, that differ though nothing waits for it."""
    let_publishers_finish()
    write_changes(site_id, now)
    listed = {line.path: line for line in _listed(site_id) if line.path in paths}
    rows = staticsite.files_of_site(site_id).filter(path__in=paths)
    recorded = {row.path: line_of(row) for row in rows}
    waiting = ChangedFile.objects.filter(site_id=site_id, path__in=paths)
    excused = set(waiting.values_list("path", flat=True))
    return {
        path: listed.get(path)
        for path in paths
        if path not in excused and listed.get(path) != recorded.get(path)
    }


def _put_right(site_id: int, path: str, line: Line | None, now: datetime) -> Incident:
    row = staticsite.files_of_site(site_id).filter(path=path).first()
    incident = Incident(
        site_id=site_id,
        path=path,
        kind=IncidentKind.RECORD,
        found_by=FoundBy.SWEEP,
        seen_at=now,
        expected_sha256=line.sha256 if line else "",
        found_sha256=row.sha256 if row else "",
    )
    incident.note = _draw_anew(row) if row else "记录已被删除，请执行 build_site 重建全站"
    incident.restored_at = None if incident.note else clock.now()
    return incident


def _draw_anew(row: PublishedFile) -> str:
    """Have the publisher make the page and its record anew; returns what went wrong."""
    try:
        target = Target(row.site_id, row.kind, row.key)
        staticsite.SitePublisher(row.site_id).refresh(target)
    except Exception as failure:
        logger.exception("could not refresh %s", row.path)
        return f"{type(failure).__name__}: {failure}"[:300]
    ChangedFile.objects.create(site_id=row.site_id, path=row.path)
    return ""
