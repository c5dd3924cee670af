"""Stale targets are drawn in batches, the most urgent first (分批刷新).

A batch is one transaction: its rows are locked until the files stand and are remembered, so that
several workers never draw the same page at once. Nothing waits longer than a batch takes.
"""

import logging
import math
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet

from zhanqun.delivery.staticsite import expanding, locks
from zhanqun.delivery.staticsite.drawing import DiskFull, Done, draw
from zhanqun.delivery.staticsite.models import Outcome, StaleTarget, Urgency
from zhanqun.delivery.staticsite.remembering import note_failure, remember
from zhanqun.foundation.dependencies import Memo

logger = logging.getLogger("zhanqun.staticsite")

# Targets of a batch: few where readers wait, more where nobody does, yet no longer than this.
URGENT_MAX, BULK_MAX, BULK_MIN = 30, 400, 40
BATCH_SECONDS = 0.4
# What the next batches may reuse is let go after so many pages, and after so long.
REUSED_PAGES, REUSED_SECONDS = 1_000, 10.0
# What stands in a stale target's row while there is no room for its file.
DISK_FULL = "DiskFull"
DISK_PAUSE = timedelta(seconds=3)


class Recollection:
    """What was read of the database and may be shown again (沿用): while no change has been
    committed that it misses.

    A batch that reuses it counts as drawn from the snapshot in which the oldest of it was read, so
    that a change which comes in meanwhile is noticed as ever.
    """

    def __init__(self) -> None:
        self.memo: Memo = {}
        self._snapshot, self._newest, self._pages, self._until = "", 0, 0, 0.0

    def begin(self, snapshot: str, pages: int) -> str:
        """Begin a batch of so many pages; returns the snapshot from which it is drawn."""
        if not self.holds():
            self.memo = {}
            self._snapshot, self._newest = snapshot, expanding.newest_change()
            self._pages = 0
            self._until = time.monotonic() + REUSED_SECONDS
        self._pages += pages
        return self._snapshot

    def holds(self) -> bool:
        """Whether the next batch may use it."""
        if self._pages >= REUSED_PAGES or time.monotonic() >= self._until:
            return False
        unchanged = expanding.newest_change() == self._newest
        return unchanged and not expanding.has_missed(self._snapshot)


class Pace:
    """How many targets a batch may take so that it ends in time, and what it need not read anew."""

    def __init__(self) -> None:
        self.size = min(50, BULK_MAX)
        self.recollection = Recollection()

    def learn(self, count: int, seconds: float) -> None:
        wanted = int(count * BATCH_SECONDS / max(seconds, 0.001))
        self.size = max(BULK_MIN, min(BULK_MAX, wanted))


def urgent(now: datetime) -> list[Done]:
    """Draw what readers wait for; what was done, nothing where nothing waits."""
    return _work(StaleTarget.objects.filter(urgency__lte=Urgency.NEWS), URGENT_MAX, now)


def bulk(now: datetime, pace: Pace) -> list[Done]:
    """Draw a part of what is made anew in the background, with what the part before has read."""
    started = time.monotonic()
    until = started + BATCH_SECONDS
    later = StaleTarget.objects.filter(urgency__gt=Urgency.NEWS)
    # Where everything is to be read anew, that takes longer than drawing.
    is_known = pace.recollection.holds()
    size = pace.size if is_known else BULK_MIN
    done = _work(later, size, now, recollection=pace.recollection, until=until)
    if done and is_known:
        pace.learn(len(done), time.monotonic() - started)
    return done


def one(row_id: int, now: datetime) -> list[Done]:
    """Draw one stale target, whenever it is due."""
    return _work(StaleTarget.objects.filter(pk=row_id), 1, now, due=False)


def _work(
    chosen: QuerySet[StaleTarget],
    size: int,
    now: datetime,
    *,
    due: bool = True,
    recollection: Recollection | None = None,
    until: float = math.inf,
) -> list[Done]:
    recollection = recollection or Recollection()
    if due:
        chosen = chosen.filter(due_at__lte=now)
    rows: list[StaleTarget] = []
    try:
        with transaction.atomic():
            snapshot = locks.write_with_others()
            free = chosen.select_for_update(skip_locked=True, of=("self",))
            rows.extend(free.order_by("urgency", "rank", "pk")[:size])
            done = []
            if rows:
                snapshot = recollection.begin(snapshot, len(rows))
                done = draw(rows, recollection.memo, until)
                remember(done, snapshot, now)
    except (OperationalError, InterfaceError):
        raise  # the database is away: nothing can go on until it is back
    except DiskFull:
        _note_full(rows, now)
        raise
    except Exception as failure:
        return _apart(rows, failure, now)
    if done:
        expanding.settle(now)
    return done


def _apart(rows: Sequence[StaleTarget], failure: Exception, now: datetime) -> list[Done]:
    """One of them broke the batch: each gets one of its own, and that one is noted."""
    if not rows:
        raise failure
    if len(rows) > 1:
        return [each for row in rows for each in one(row.pk, now)]
    logger.error("could not refresh %s", rows[0], exc_info=failure)
    with transaction.atomic():
        row = StaleTarget.objects.select_for_update().filter(pk=rows[0].pk).first()
        if row is None:
            return []
        note_failure(row, failure, now)
    return [Done(row, None, outcome=Outcome.FAILED, failure=failure)]


def _note_full(rows: Sequence[StaleTarget], now: datetime) -> None:
    """They stay stale, and whoever looks sees why; room may come at any time."""
    ids = [row.pk for row in rows]
    StaleTarget.objects.filter(pk__in=ids).update(error=DISK_FULL, due_at=now + DISK_PAUSE)
