"""The log of changes, read on from where an index stands (检索变动日志)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from zhanqun.delivery.search.models import ChangeKind, SearchChange

# Rows are kept so long; an index that stood still for longer is built anew.
KEPT = timedelta(days=30)
ROWS_MOST = 2000
_FILE = "cursor.json"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where an index stands in the log.

    before: every transaction with a lower number has been followed. done: ids of later rows that
    were followed already: what is committed is followed at once, though an older transaction may
    still be open. at: when the index last looked.
    """

    before: int
    at: datetime
    done: frozenset[int] = frozenset()


class _Row(NamedTuple):
    pk: int
    kind: str
    article_id: int | None
    transaction: int
    noted_at: datetime
    feed: str
    fed_uid: UUID | None


@dataclass(frozen=True, slots=True)
class News:
    """What there is to follow, and where the index stands when it is done (`cursor`).

    fed: feed and uid of what changed of it. is_all: whether nothing was left for the next look.
    """

    cursor: Cursor
    article_ids: tuple[int, ...] = ()
    fed: tuple[tuple[str, UUID], ...] = ()
    kinds: frozenset[str] = frozenset()
    rebuild_asked_at: datetime | None = None
    is_all: bool = True


def from_now(now: datetime) -> Cursor:
    """For an index that is about to read every text: what is committed later comes as news."""
    return Cursor(_open_numbers()[0], now)


def is_of_another_server(cursor: Cursor) -> bool:
    """Whether the numbers it knows are not given out yet: the database was brought back from a
    backup on another server, and its log begins anew."""
    return cursor.before > _open_numbers()[1]


def news(cursor: Cursor, now: datetime) -> News:
    """Rows committed since; nothing is missed, however late a transaction ends."""
    oldest_open, beyond = _open_numbers()
    # A number that is not given out yet comes from the server that a backup was made on.
    rows = SearchChange.objects.filter(transaction__gte=cursor.before, transaction__lt=beyond)
    rows = rows.exclude(pk__in=cursor.done) if cursor.done else rows
    rows = rows.order_by("transaction", "pk")
    seen = [_Row(*values) for values in rows.values_list(*_Row._fields)[:ROWS_MOST]]
    is_all = len(seen) < ROWS_MOST
    before = oldest_open if is_all else min(oldest_open, seen[-1].transaction)
    return News(
        cursor=Cursor(before, now, _still_ahead(cursor.done, before, seen)),
        article_ids=tuple(dict.fromkeys(_article_ids(seen))),
        fed=tuple(dict.fromkeys((row.feed, row.fed_uid) for row in seen if row.fed_uid)),
        kinds=frozenset(row.kind for row in seen),
        rebuild_asked_at=max(
            (row.noted_at for row in seen if row.kind == ChangeKind.REBUILD), default=None
        ),
        is_all=is_all,
    )


def _article_ids(rows: Iterable[_Row]) -> Iterable[int]:
    for row in rows:
        if row.kind == ChangeKind.ARTICLE and row.article_id is not None:
            yield row.article_id


def _still_ahead(done: frozenset[int], before: int, seen: Iterable[_Row]) -> frozenset[int]:
    """Ids of followed rows that the next look would meet again."""
    ahead = {row.pk for row in seen if row.transaction >= before}
    if done:
        earlier = SearchChange.objects.filter(pk__in=done, transaction__gte=before)
        ahead |= set(earlier.values_list("pk", flat=True))
    return frozenset(ahead)


_OPEN_NUMBERS = """
select pg_snapshot_xmin(seen)::text::bigint,
    greatest(pg_snapshot_xmax(seen)::text::bigint,
        pg_current_xact_id_if_assigned()::text::bigint + 1)
from pg_current_snapshot() seen
"""


def _open_numbers() -> tuple[int, int]:
    """Transactions below the first are over, and a later query sees what they committed; the
    second and what is above it are not given out yet."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_NUMBERS)
        oldest, beyond = cursor.fetchone()
        return int(oldest), int(beyond)


def read_cursor(generation: Path) -> Cursor | None:
    """Where an index stood when it was last written; None where it is too old to follow."""
    try:
        values = json.loads((generation / _FILE).read_text("utf-8"))
        at = datetime.fromisoformat(values["at"])
        return Cursor(values["before"], at, frozenset(values["done"]))
    except (FileNotFoundError, ValueError, KeyError):
        return None


def write_cursor(generation: Path, cursor: Cursor) -> None:
    """After the commit of the index: after a crash the same news is followed twice."""
    values = {
        "before": cursor.before, "at": cursor.at.isoformat(), "done": sorted(cursor.done)
    }  # fmt: skip
    fresh = generation / f".{_FILE}"
    fresh.write_text(json.dumps(values), "utf-8")
    fresh.replace(generation / _FILE)
