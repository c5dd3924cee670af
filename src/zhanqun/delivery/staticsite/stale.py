"""What is to be made anew is noted set by set, whatever its number (待重做的页面).

A target is noted once: what comes later is merged into its row, the most urgent wins. A row that
is being drawn is locked, so that noting it waits and then makes it stale again.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from zhanqun.delivery.staticsite import locks
from zhanqun.delivery.staticsite.models import PublishedFile, Urgency
from zhanqun.foundation.targets import Target, target_kinds

# A page that many acts change is made at most so often.
PAUSE = timedelta(seconds=1)
# Targets noted in one statement; more would keep a publication waiting.
PART = 10_000


@dataclass(frozen=True, slots=True)
class Cause:
    """Why targets are stale, and when they became so."""

    urgency: int
    now: datetime
    publication_ids: Sequence[int] = ()
    overhaul_ids: Sequence[int] = field(default=())


def add(targets: Iterable[Target], cause: Cause) -> int:
    """Note these targets; returns their number. The caller is in a transaction."""
    locks.note_alone()
    rest, count = iter(targets), 0
    while part := list(islice(rest, PART)):
        columns = {
            "sites": [target.site_id for target in part],
            "kinds": [target.kind for target in part],
            "keys": [target.key for target in part],
        }
        count += _note(_GIVEN, columns, cause)
    return count


def add_showing(
    keys: Collection[str],
    cause: Cause,
    *,
    among: Collection[int] | None = None,
    between: tuple[int, int] | None = None,
) -> int:
    """Note what shows one of the keys, on whatever site.

    among: ids of published files. between: after the first id, up to the second one.
    """
    limits = ""
    facts: dict[str, Any] = {"keys": sorted(keys)}
    if among is not None:
        limits = " and id = any(%(ids)s)"
        facts |= {"ids": sorted(among)}
    if between is not None:
        limits = " and id > %(after)s and id <= %(last)s"
        facts |= {"after": between[0], "last": between[1]}
    locks.note_alone()
    return _note(_SHOWING + limits, facts, cause)


def add_files(site_ids: Collection[int], cause: Cause) -> int:
    """Note everything that stands on these sites, part by part, each in its own transaction."""
    count = after = 0
    while (last := end_of_part(after)) is not None:
        with transaction.atomic():
            locks.note_alone()
            facts = {"sites": sorted(site_ids), "after": after, "last": last}
            count += _note(_STANDING, facts, cause)
        after = last
    return count


def end_of_part(after: int) -> int | None:
    """The last published file of the part that begins behind `after`; None behind the last."""
    part = PublishedFile.objects.filter(pk__gt=after).order_by("pk")[:PART]
    return part.aggregate(last=Max("pk"))["last"]


def ranks(urgency: int) -> list[str]:
    """Kinds in the order in which they are made.

    Files first, since texts show them; then as registered: texts before lists before homes.
    Where the structure changed the many texts come last: they stand already.
    """
    names = [name for name, _kind in target_kinds if name != "file"]
    return ["file", *(reversed(names) if urgency == Urgency.STRUCTURE else names)]


_GIVEN = """select * from unnest(%(sites)s::int[], %(kinds)s::text[], %(keys)s::text[])
    as given (site_id, kind, key)"""
_SHOWING = """select site_id, kind, key from zq_staticsite_publishedfile
    where keys && %(keys)s::text[]"""
_STANDING = """select site_id, kind, key from zq_staticsite_publishedfile
    where site_id = any(%(sites)s) and id > %(after)s and id <= %(last)s"""
# A clock that was set back keeps no page waiting longer.
_NOTE = """
insert into zq_staticsite_staletarget as old
    (site_id, kind, key, urgency, rank, due_at, publication_ids, overhaul_ids)
select t.site_id, t.kind, t.key, %(urgency)s,
    coalesce(array_position(%(ranks)s::text[], t.kind::text), 0),
    least(%(now)s + %(pause)s, greatest(%(now)s, f.changed_at + %(pause)s)),
    %(publications)s::bigint[], %(overhauls)s::bigint[]
from (select distinct * from ({targets}) found) t
left join zq_staticsite_publishedfile f on (f.site_id, f.kind, f.key) = (t.site_id, t.kind, t.key)
order by t.site_id, t.kind, t.key
on conflict (site_id, kind, key) do update set
    urgency = least(old.urgency, excluded.urgency),
    rank = case when excluded.urgency < old.urgency then excluded.rank else old.rank end,
    due_at = least(old.due_at, excluded.due_at),
    publication_ids = array(
        select unnest(old.publication_ids || excluded.publication_ids) as one
        group by one order by one),
    overhaul_ids = array(
        select unnest(old.overhaul_ids || excluded.overhaul_ids) as one group by one order by one)
"""


def _note(targets: str, facts: dict[str, Any], cause: Cause) -> int:
    waits = cause.urgency in (Urgency.NEWS, Urgency.STRUCTURE)
    with connection.cursor() as cursor:
        cursor.execute(
            _NOTE.format(targets=targets),
            facts
            | {
                "urgency": cause.urgency,
                "ranks": ranks(cause.urgency),
                "now": cause.now,
                "pause": PAUSE if waits else -PAUSE,
                "publications": list(cause.publication_ids),
                "overhauls": list(cause.overhaul_ids),
            },
        )
        return int(cursor.rowcount)
