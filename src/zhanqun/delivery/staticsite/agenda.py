"""What is still to be refreshed on one site, and in which order (刷新次序).

Changes that gather are taken together, so that a page which shows many of them is made once.
A publication never waits for a whole site that is being made anew: what touches few targets
goes first, also when it arrives later.
"""

import heapq
import time
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db.models import QuerySet

from zhanqun.delivery.staticsite.models import FailedTarget, PendingChange
from zhanqun.delivery.staticsite.waiting import hand_on
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import reusing
from zhanqun.foundation.targets import Target, target_kinds

# A change that touches more targets than this makes way for smaller ones.
SMALL = 100
# How often to look for changes that arrived meanwhile, in seconds.
LOOK_SECONDS = 0.1
# Changes taken at once; the rest waits its turn in the table.
TAKEN_MAX = 500
# A gate's transaction may have begun this long before it was committed.
LONGEST_ACT = timedelta(hours=1)

Entry = tuple[bool, int, str, Target]


class Agenda:
    """The targets of the waiting changes of one site.

    affected: finds the targets that a change's keys may touch.
    """

    def __init__(self, site_id: int, affected: Callable[[list[str]], list[Target]]) -> None:
        self.site_id = site_id
        self._affected = affected
        self._queue: list[Entry] = []
        self._acts: dict[Target, set[int]] = {}  # target -> publications that wait for it
        self._open: dict[int, set[Target]] = {}  # change -> targets it still waits for
        self._known = set(_recent().values_list("id", flat=True))
        self._looked = 0.0

    def add(self, targets: Iterable[Target], publication_ids: Iterable[int] = ()) -> None:
        targets, acts = list(targets), list(publication_ids)
        is_large = len(targets) > SMALL
        for target in targets:
            self._acts.setdefault(target, set()).update(acts)
            heapq.heappush(self._queue, (is_large, *rank(target), target))

    def take_up(self) -> bool:
        """Add what has arrived since the last look; returns whether anything has."""
        if self._queue and time.monotonic() - self._looked < LOOK_SECONDS:
            return False
        self._looked = time.monotonic()
        waiting = PendingChange.objects.filter(site_id=self.site_id, done_at=None)
        changes = list(waiting.exclude(pk__in=list(self._open)).order_by("id")[:TAKEN_MAX])
        with reusing({}):  # all of them are committed: what one key opens is the same for each
            for change in changes:
                self._take(change)
        return bool(changes)

    def _take(self, change: PendingChange) -> None:
        hand_on(change)
        targets = self._affected(change.keys)
        self.add(targets, [] if change.publication_id is None else [change.publication_id])
        self._open[change.pk] = set(targets)
        self._close_if_done(change.pk)

    def take_up_failed(self) -> None:
        """Add what failed before and is due to be tried again."""
        due = FailedTarget.objects.filter(site_id=self.site_id, retry_at__lte=clock.now())
        for row in due:
            self.add([Target(row.site_id, row.kind, row.key)], row.publication_ids)

    def next(self) -> tuple[Target, set[int]] | None:
        """The next target and the publications that wait for it; None when none is left."""
        while self._queue:
            *_order, target = heapq.heappop(self._queue)
            if target in self._acts:
                return target, self._acts.pop(target)
        return None

    def tick_off(self, target: Target) -> None:
        """The target was refreshed; a change that waits for nothing more is done."""
        for change_id in [key for key, targets in self._open.items() if target in targets]:
            self._open[change_id].discard(target)
            self._close_if_done(change_id)

    def finds_more(self) -> bool:
        """Whether other sites' changes came in while pages that show them were being drawn.

        Their acts could not see those pages' dependencies, which were not yet stored; now one
        can, so that they are handed on to this site.
        """
        missed = _recent().exclude(pk__in=self._known).exclude(site_id=self.site_id)
        changes = list(missed.order_by("id"))
        for change in changes:
            self._known.add(change.pk)
            hand_on(change)
        return bool(changes)

    def _close_if_done(self, change_id: int) -> None:
        if not self._open[change_id]:
            del self._open[change_id]
            PendingChange.objects.filter(pk=change_id).update(done_at=clock.now())


def is_anything_due(site_id: int) -> bool:
    failed = FailedTarget.objects.filter(site_id=site_id, retry_at__lte=clock.now())
    return PendingChange.objects.filter(site_id=site_id, done_at=None).exists() or failed.exists()


def rank(target: Target) -> tuple[int, str]:
    """Files first, since texts show them; then kinds in the order in which they were registered:
    texts before lists before homes."""
    names = ["file", *(name for name, _kind in target_kinds if name != "file")]
    return names.index(target.kind), target.key


def _recent() -> QuerySet[PendingChange]:
    return PendingChange.objects.filter(noted_at__gte=clock.now() - LONGEST_ACT)
