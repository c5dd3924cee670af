"""From the keys that changed to the targets that are stale (由变动到待重做的页面).

A change is taken up at once, unless it touches very many pages: then part by part, between batches,
so that nothing else waits for it. What it opens does not wait behind the many.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from itertools import starmap

from django.db import connection, transaction
from django.db.models import F, Max, QuerySet

from zhanqun.delivery.staticsite import locks, stale
from zhanqun.delivery.staticsite.models import (
    DrawnBatch,
    Overhaul,
    PendingChange,
    PublishedFile,
    Urgency,
)
from zhanqun.delivery.staticsite.stale import Cause
from zhanqun.foundation.dependencies import once, reusing
from zhanqun.foundation.targets import Target, target_kinds

# A change that touches more pages than this makes way for smaller ones.
SMALL = 100
# Changes taken up at once; the rest waits its turn in the table.
TAKEN_MAX = 100


@transaction.atomic
def take_up(now: datetime) -> bool:
    """Note as stale what waiting changes touch; returns whether there were any."""
    waiting = PendingChange.objects.filter(done_at=None, overhaul=None)
    if not waiting.exists() or not locks.may_note_alone():
        return False
    _read_by_index()
    with reusing({}):  # all of them are committed: what one key opens is the same for each
        for change in waiting.order_by("urgency", "id")[:TAKEN_MAX]:
            _take(change, now)
    return True


@transaction.atomic
def take_up_part(now: datetime) -> bool:
    """Note the next part of what a large change touches; returns whether there was one."""
    large = PendingChange.objects.filter(done_at=None).exclude(overhaul=None)
    if not large.exists() or not locks.may_note_alone():
        return False
    change = large.order_by("urgency", "id").first()
    if change is None or change.overhaul_id is None:
        return False
    last, count = stale.end_of_part(change.reached), 0
    if last is None:
        change.done_at = now
    else:
        part = (change.reached, last)
        count = stale.add_showing(change.keys, _cause(change, now), between=part)
        change.reached = last
    _keep(change, count)
    return True


@transaction.atomic
def settle(now: datetime) -> None:
    """What was drawn and missed a change is stale again.

    The change's act committed while the page was being drawn; what it touches may have been noted
    before the page's keys were stored.
    """
    batches = DrawnBatch.objects.select_for_update(skip_locked=True).order_by("id")
    for batch in batches:
        for change in PendingChange.objects.filter(pk__in=_missed_by(batch.snapshot)):
            stale.add_showing(change.keys, _cause(change, now), among=batch.file_ids)
        batch.delete()


def _read_by_index() -> None:
    """For the rest of this transaction. While the table has not been analysed, as during a first
    build, PostgreSQL takes a key to be on many pages and reads them all."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")


def opened(keys: Iterable[str], site_ids: Iterable[int]) -> set[Target]:
    """What may come into being on these sites by these keys."""
    found: set[Target] = set()
    keys = list(keys)
    for site_id in site_ids:
        for key in keys:
            found.update(once(("opened", key, site_id), partial(_opened_by, key, site_id)))
    return found


def _opened_by(key: str, site_id: int) -> list[Target]:
    return [target for _name, kind in target_kinds for target in kind.opened_by(key, site_id)]


def _take(change: PendingChange, now: datetime) -> None:
    showing = PublishedFile.objects.filter(keys__overlap=change.keys).order_by()
    some = list(starmap(Target, showing.values_list("site_id", "kind", "key")[: SMALL + 1]))
    if len(some) > SMALL:
        _take_large(change, showing, now)
        return
    sites = {*change.site_ids, *(target.site_id for target in some)}
    stale.add({*some, *opened(change.keys, sorted(sites))}, _cause(change, now))
    change.done_at = now
    _keep(change, 0)


def _take_large(change: PendingChange, showing: QuerySet[PublishedFile], now: datetime) -> None:
    """What it opens, and the rest at once only where that is one part."""
    sites = set(showing.values_list("site_id", flat=True).distinct())
    stale.add(opened(change.keys, sorted({*sites, *change.site_ids})), _cause(change, now))
    change.overhaul = Overhaul.objects.create(
        keys=change.keys, site_ids=sorted(sites), begun_at=now
    )
    count = 0
    if not showing[stale.PART : stale.PART + 1].exists():
        count = stale.add_showing(change.keys, _cause(change, now))
        change.done_at = now
    _keep(change, count)


def _keep(change: PendingChange, count: int) -> None:
    """How far the change was taken up; so many more targets belong to its overhaul."""
    change.save(update_fields=["overhaul", "done_at", "reached"])
    if change.overhaul_id is not None:
        Overhaul.objects.filter(pk=change.overhaul_id).update(
            total=F("total") + count, is_counted=change.done_at is not None
        )


def _cause(change: PendingChange, now: datetime) -> Cause:
    acts = [] if change.publication_id is None else [change.publication_id]
    if change.overhaul_id is None:
        return Cause(change.urgency, now, acts)
    urgency = max(change.urgency, Urgency.STRUCTURE)
    return Cause(urgency, now, acts, [change.overhaul_id])


def newest_change() -> int:
    """The newest change that is committed or of this very transaction; 0 where there is none."""
    return PendingChange.objects.aggregate(newest=Max("pk"))["newest"] or 0


def has_missed(snapshot: str) -> bool:
    """Whether a change has been committed that this snapshot does not show."""
    return bool(_missed_by(snapshot))


_MISSED = """
select id from zq_staticsite_pendingchange, (select %s::pg_snapshot as seen) batch
where xid >= pg_snapshot_xmin(seen)::text::bigint
    and not pg_visible_in_snapshot(xid::text::xid8, seen)
    and xid is distinct from pg_current_xact_id_if_assigned()::text::bigint
    and xid < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
"""


def _missed_by(snapshot: str) -> list[int]:
    """Changes that a snapshot does not show; what this very transaction wrote it saw.

    A number beyond all that are given out comes from the server that a backup was made on.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MISSED, [snapshot])
        return [row[0] for row in cursor.fetchall()]
