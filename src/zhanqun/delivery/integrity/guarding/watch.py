"""The watch (实时监控): every change below the public root is looked at within half a second."""

import fcntl
import logging
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from watchfiles import watch

from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.delivery.integrity.guarding.rounds import SiteGuard
from zhanqun.delivery.integrity.guarding.sweep import sweep
from zhanqun.delivery.integrity.models import FoundBy
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError

logger = logging.getLogger("zhanqun.integrity")

HEARTBEAT = "watch"
# Changes are gathered until nothing came for a moment, at most for so long.
QUIET_MS, GATHER_MS = 50, 300
TICK_MS = 1000
BEAT_SECONDS = 5.0
# What could not be put right, as on a full disk, is tried again so often.
RETRY_SECONDS = 30.0


class AlreadyWatching(DomainError):
    code = "integrity.already_watching"
    message = "另一个防篡改监控进程正在运行，本进程不再启动。"


class Watch:
    """Watches until told to stop; what could not be looked at for want of a database waits."""

    def __init__(self, root: Path, stop: threading.Event) -> None:
        self.root = root
        self.stop = stop
        self.waiting: dict[str, tuple[datetime, set[str]]] = {}
        self._guards: dict[str, SiteGuard] = {}
        self._beaten = self._read = self._retried = 0.0
        self._sweeping: threading.Thread | None = None
        self._swept = float("-inf")

    def run(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        with _alone():
            for changes in watch(
                self.root,
                watch_filter=None,
                debounce=GATHER_MS,
                step=QUIET_MS,
                rust_timeout=TICK_MS,
                yield_on_timeout=True,
                stop_event=self.stop,
                raise_interrupt=False,
            ):
                self.note(path for _change, path in changes)
                self.turn()
                self._sweep_when_due()
            if self._sweeping is not None:
                self._sweeping.join()

    def note(self, paths: Iterable[str]) -> None:
        """Remember what changed, by the folder of its site."""
        now = clock.now()
        for path in paths:
            folder, _slash, name = path.removeprefix(f"{self.root}/").partition("/")
            if name:
                self.waiting.setdefault(folder, (now, set()))[1].add(name)

    def turn(self) -> None:
        """Look at what waits, and report."""
        try:
            close_old_connections()
            self._beat()
            self._look()
        except (DatabaseError, InterfaceError):
            logger.warning("database is away; %s sites wait to be looked at", len(self.waiting))

    def _look(self) -> None:
        self._know_sites()
        for folder in sorted(self.waiting):
            seen_at, names = self.waiting[folder]
            guard = self._guards.get(folder)
            if guard is not None:
                guard.examine(names, found_by=FoundBy.WATCH, seen_at=seen_at)
            del self.waiting[folder]
        if time.monotonic() - self._retried > RETRY_SECONDS:
            self._retried = time.monotonic()
            for guard in self._guards.values():
                guard.look_again(clock.now())

    def _know_sites(self) -> None:
        is_new = any(folder not in self._guards for folder in self.waiting)
        if is_new or time.monotonic() - self._read > BEAT_SECONDS:
            trees = {row.site_id: staticsite.tree_of(row.domain) for row in sites.profiles()}
            self._guards = {tree.root.name: SiteGuard(key, tree) for key, tree in trees.items()}
            self._read = time.monotonic()

    def _beat(self) -> None:
        if time.monotonic() - self._beaten > BEAT_SECONDS:
            review.beat(clock.now(), HEARTBEAT)
            self._beaten = time.monotonic()

    def _sweep_when_due(self) -> None:
        """In a thread of its own, so that events are answered meanwhile."""
        is_due = time.monotonic() - self._swept > settings.ZHANQUN_SWEEP_MINUTES * 60
        if is_due and (self._sweeping is None or not self._sweeping.is_alive()):
            self._swept = time.monotonic()
            self._sweeping = threading.Thread(target=_sweep_once, name="sweep")
            self._sweeping.start()


def _sweep_once() -> None:
    try:
        sweep(clock.now())
    except Exception:
        logger.exception("the sweep broke off; the next one comes")
    finally:
        connections.close_all()


@contextmanager
def _alone() -> Iterator[None]:
    """Be the one watch on this machine. Raises AlreadyWatching."""
    place = Path(settings.ZHANQUN_PRIVATE_ROOT) / ".watch.lock"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyWatching from None
        yield
