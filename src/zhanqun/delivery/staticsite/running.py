"""The publisher (发布进程): shows what changes as it changes, until it is told to stop."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from django.db import InterfaceError, OperationalError
from django.db.models import Min

from zhanqun.content.review import api as review
from zhanqun.delivery.staticsite import expanding, locks, overhauls, queries, roots, waiting
from zhanqun.delivery.staticsite.batches import DISK_PAUSE
from zhanqun.delivery.staticsite.drawing import DiskFull, sync
from zhanqun.delivery.staticsite.models import StaleTarget
from zhanqun.delivery.staticsite.publisher import steps
from zhanqun.foundation import clock

logger = logging.getLogger("zhanqun.staticsite")

HEARTBEAT = "publisher"
BEAT_SECONDS = 5.0
# Working without end it looks up so often: it reports, and notices that it is told to stop.
TURN_SECONDS = 5.0
# Without a notice it looks so often whether one was lost.
LOOK_SECONDS = 2.0
# Others have in hand what is due.
SOON_SECONDS = 0.1
SYNC_SECONDS = 5.0
AWAY_SECONDS = 1.0


def run_for_ever(keep_going: Callable[[], bool]) -> None:
    """Loop until told to stop; a database that is away is waited for.

    Several may run, on several machines too where they share the folder: they share the work.
    Raises OtherRoot.
    """
    publisher = Publisher()
    try:
        while keep_going():
            try:
                _follow(publisher, keep_going)
            except (OperationalError, InterfaceError) as lost:
                logger.warning("数据库不可用，恢复后继续 the database is away: %s", lost)
                time.sleep(AWAY_SECONDS)
    finally:
        publisher.close()


def _follow(publisher: "Publisher", keep_going: Callable[[], bool]) -> None:
    """As long as this connection lasts."""
    with waiting.listening() as notices:
        roots.join(clock.now())
        if not locks.may_be_first_publisher():
            logger.warning("另一个发布进程也在运行，两者分担 another publisher shares the work")
        while keep_going():
            notices.wait(publisher.turn())


class Publisher:
    """One process's part of publishing; `turn` is called again and again."""

    def __init__(self) -> None:
        self._syncing = Syncing()
        self._beaten = float("-inf")

    def turn(self) -> float:
        """Show what is due; returns for how many seconds there is nothing to do."""
        try:
            for _done in steps(TURN_SECONDS):
                self._syncing.is_owed = True
        except DiskFull:
            logger.error("磁盘已满，腾出空间后自动继续 the disk is full")
            return DISK_PAUSE.total_seconds()
        finally:
            self._syncing.begin()
            self._beat()
        expanding.settle(clock.now())  # what a process that died has left
        overhauls.close_finished(clock.now())
        return seconds_to_wait(clock.now())

    def close(self) -> None:
        self._syncing.close()

    def _beat(self) -> None:
        if time.monotonic() - self._beaten > BEAT_SECONDS:
            roots.join(clock.now())
            review.beat(clock.now(), HEARTBEAT)
            self._beaten = time.monotonic()


class Syncing:
    """Brings files to the disk beside the work (落盘): with much to write it takes seconds."""

    def __init__(self) -> None:
        self.is_owed = False
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="sync")
        self._running: Future[None] | None = None
        self._begun = float("-inf")

    def begin(self) -> None:
        """Raises OSError where the last one failed."""
        if not self.is_owed or time.monotonic() - self._begun < SYNC_SECONDS:
            return
        if self._running is not None:
            if not self._running.done():
                return
            self._running.result()
        self.is_owed, self._begun = False, time.monotonic()
        self._running = self._beside.submit(sync)

    def close(self) -> None:
        self._beside.shutdown()
        if self.is_owed:
            sync()


def seconds_to_wait(now: datetime) -> float:
    """Until the next target is due, at most until the next look."""
    if queries.is_anything_due(now):
        return SOON_SECONDS
    next_at = StaleTarget.objects.aggregate(at=Min("due_at"))["at"]
    return min(LOOK_SECONDS, (next_at - now).total_seconds()) if next_at else LOOK_SECONDS
