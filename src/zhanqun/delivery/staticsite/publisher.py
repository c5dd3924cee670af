"""Makes the files of the sites agree with the database (静态发布).

Changes become stale targets, stale targets become files. Stopped anywhere, even between any two
steps, it starts again where it was; doing anything twice alters nothing.
"""

import logging
import time
from collections.abc import Collection, Iterable, Iterator

from django.db import transaction

from zhanqun.content.sites import api as sites
from zhanqun.delivery.staticsite import batches, expanding, orphans, overhauls, stale
from zhanqun.delivery.staticsite.batches import DISK_PAUSE, Pace
from zhanqun.delivery.staticsite.drawing import DiskFull, Done, sync, target_of, tree_of
from zhanqun.delivery.staticsite.models import Overhaul, PublishedFile, StaleTarget, Urgency
from zhanqun.foundation import clock
from zhanqun.foundation.targets import Target

logger = logging.getLogger("zhanqun.staticsite")

# Who has nothing to do for a moment looks again, so that a burst is seen to its end.
LOOK_SECONDS, LINGER_SECONDS = 0.1, 1.2


def work_off(seconds: float) -> None:
    """Show what waits and what is due in a moment, on whatever site, for about so long.

    Raises OperationalError or InterfaceError where the database is away.
    """
    expanding.settle(clock.now())  # what a process that died has left
    has_written = False
    try:
        for _done in _lingering(seconds):
            has_written = True
    except DiskFull:
        logger.error("磁盘已满，腾出空间后自动继续 the disk is full")
    if has_written:
        sync()
    overhauls.close_finished(clock.now())


def _lingering(seconds: float) -> Iterator[list[Done]]:
    """Batch after batch until nothing is due soon, or the time is over."""
    until, linger_until = time.monotonic() + seconds, 0.0
    while True:
        for done in steps(until - time.monotonic()):
            linger_until = 0.0
            yield done
        soon = StaleTarget.objects.filter(due_at__lte=clock.now() + stale.PAUSE)
        linger_until = linger_until or time.monotonic() + LINGER_SECONDS
        if time.monotonic() > min(until, linger_until) or not soon.exists():
            return
        time.sleep(LOOK_SECONDS)


def steps(seconds: float) -> Iterator[list[Done]]:
    """Batch after batch until nothing is due, or the time is over. Raises DiskFull."""
    until, pace = time.monotonic() + seconds, Pace()
    while time.monotonic() < until and (done := step(pace)):
        yield done


def step(pace: Pace) -> list[Done]:
    """Take up what changed, then draw one batch; nothing where nothing is due.

    What is urgent is looked for again after each part of a large change, so that it waits for such
    a part or for a batch in the background, never for one after the other.
    """
    while True:
        now = clock.now()
        expanding.take_up(now)
        if done := batches.urgent(now):
            return done
        if not expanding.take_up_part(now):
            return batches.bulk(now, pace)


def finish(overhaul: Overhaul) -> Iterator[list[Done]]:
    """Batch after batch until nothing of it is left but what failed; others may help.

    Yields nothing for a moment in which others have what is left, or there is no room.
    """
    pace = Pace()
    while True:
        try:
            done = step(pace)
        except DiskFull:
            logger.error("磁盘已满，腾出空间后自动继续 the disk is full")
            time.sleep(DISK_PAUSE.total_seconds())
            continue
        if not done:
            if not overhauls.left_of(overhaul):
                break
            time.sleep(LOOK_SECONDS)
        yield done
    sync()
    overhauls.close_finished(clock.now())


class SitePublisher:
    """One site, for those who want it now."""

    def __init__(self, site_id: int) -> None:
        self.site_id = site_id
        self.tree = tree_of(sites.profile_of(site_id).domain)

    def affected(self, keys: Iterable[str]) -> list[Target]:
        """Targets that show one of the keys, or may come into being by it."""
        keys = list(keys)
        rows = PublishedFile.objects.filter(site_id=self.site_id, keys__overlap=keys)
        found = {target_of(row) for row in rows.only("site_id", "kind", "key")}
        return sorted(found | expanding.opened(keys, [self.site_id]))

    def build(self) -> Iterator[tuple[Target, str]]:
        """Everything anew, and what nobody owns is deleted (全站重建); yields as it goes.

        Publications that come in meanwhile go first.
        """
        overhaul = overhauls.begin([self.site_id], clock.now())
        for done in finish(overhaul):
            yield from ((each.target, each.outcome) for each in done)
        self.delete_orphans()

    def delete_orphans(self) -> list[str]:
        """Delete files that no published file accounts for; returns their paths (孤儿文件)."""
        return orphans.delete_of(self.site_id, self.tree)

    def refresh(self, target: Target, publication_ids: Collection[int] = ()) -> str:
        """Bring one target up to date now; returns what was done (an Outcome).

        Raises AddressTaken, DiskFull, and whatever drawing raises.
        """
        now = clock.now()
        with transaction.atomic():
            stale.add([target], stale.Cause(Urgency.NEWS, now, sorted(publication_ids)))
            row = StaleTarget.objects.get(site=target.site_id, kind=target.kind, key=target.key)
        for each in batches.one(row.pk, now):
            if each.failure is not None:
                raise each.failure
            return each.outcome
        return self.refresh(target, publication_ids)
