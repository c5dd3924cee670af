"""The process that keeps a node's index (检索进程): follows the log, builds anew when needed."""

import logging
import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.utils.translation import gettext as _

from zhanqun.delivery.search.engines import damage_of, needs_a_look
from zhanqun.delivery.search.feeding import log, source
from zhanqun.delivery.search.feeding.building import build
from zhanqun.delivery.search.feeding.following import Follower
from zhanqun.delivery.search.feeding.log import News
from zhanqun.delivery.search.index.folder import (
    SearchFolder,
    begun_at,
    can_answer,
    is_current,
    only_one,
    size_of,
)
from zhanqun.delivery.search.lexicon_sources import lexicon
from zhanqun.delivery.search.models import ChangeKind, SearchNode
from zhanqun.delivery.search.snapshots import write_directory, write_lexicon
from zhanqun.foundation import clock

logger = logging.getLogger("zhanqun.search")

LOOK_SECONDS = 0.25
REPORT_EVERY = timedelta(seconds=5)
LOOK_AT_FILES_EVERY = timedelta(seconds=1)
# Reading a large index from end to end takes seconds, and nothing is followed meanwhile.
READ_ALL_EVERY = timedelta(minutes=5)
# After a rebuild that failed, the next one waits so long.
TRY_AGAIN = timedelta(minutes=1)

Beside = Callable[[Callable[[], None]], None]


class NodeKeeper:
    """One node's index in one process; `step` is called again and again.

    beside: how a rebuild is run while `step` goes on; in a thread of its own by default.
    """

    def __init__(self, folder: SearchFolder, beside: Beside | None = None) -> None:
        self._folder = folder
        self._beside = beside or _in_a_thread
        self._follower: Follower | None = None
        self._is_building = False
        self._rebuild_at: datetime | None = None
        self._progress = (0, 0)
        self._trouble = ""
        self._given_up: Path | None = None
        self._reported_at: datetime | None = None
        self._followed_to: datetime | None = None
        self._looked_at: datetime | None = None
        self._read_all_at: datetime | None = None

    def step(self, now: datetime) -> bool:
        """One look at the log; whether there may be more to follow at once."""
        follower = self._current(now)
        is_all = True
        if follower is not None:
            news = follower.follow(now)
            self._followed_to, is_all = now, news.is_all
            self._names(news.kinds)
            if self._is_outdated(follower.generation, news):
                self._begin_rebuild(now)
        self._report(now)
        return not is_all

    def close(self) -> None:
        if self._follower is not None:
            self._follower.close()
            self._follower = None

    def _current(self, now: datetime) -> Follower | None:
        """The follower of the generation that answers; a rebuild begins where there is none."""
        generation = self._folder.current()
        if self._follower is not None and self._follower.generation != generation:
            self.close()
        if generation is not None and (why := self._why_not(generation, now)):
            self._give_up(generation, why)
        elif generation is not None and self._follower is None:
            self._follower = _open(generation)
            self._names({ChangeKind.NAMES, ChangeKind.LEXICON})
        if self._follower is None:
            self._begin_rebuild(now)
        return self._follower

    def _is_outdated(self, generation: Path, news: News) -> bool:
        """Whether somebody asked for a rebuild since, or terms are cut in another way by now."""
        asked_at = news.rebuild_asked_at
        return bool(asked_at and asked_at > begun_at(generation)) or not is_current(generation)

    def _why_not(self, generation: Path, now: datetime) -> str:
        """Why an index cannot be used, "" where it can."""
        if generation == self._given_up:
            return self._trouble
        if self._looked_at is None or now >= self._looked_at + LOOK_AT_FILES_EVERY:
            self._looked_at = now
            if why := damage_of(generation, is_thorough=self._is_time_to_read_all(generation, now)):
                return why
        if self._follower is None:
            if not can_answer(generation):
                return _("索引由其他版本建成，不能使用")
            cursor = log.read_cursor(generation)
            if cursor is None or cursor.at < now - log.KEPT:
                return _("索引停止更新太久，无法补上")
            if log.is_of_another_server(cursor):
                return _("数据库已在另一台服务器上恢复，索引与它对不上")
        return ""

    def _is_time_to_read_all(self, generation: Path, now: datetime) -> bool:
        """At the start, and when somebody who asked met an error, but not all the time."""
        last = self._read_all_at
        if last is None or (now >= last + READ_ALL_EVERY and needs_a_look(generation)):
            self._read_all_at = now
            return True
        return False

    def _give_up(self, generation: Path, why: str) -> None:
        if why != self._trouble:
            logger.error("the index %s cannot be used: %s; building it anew", generation, why)
        self._given_up, self._trouble = generation, why
        self.close()

    def _names(self, kinds: frozenset[str] | set[str]) -> None:
        if ChangeKind.NAMES in kinds:
            write_directory(self._folder.root, source.directory())
        if ChangeKind.LEXICON in kinds:
            write_lexicon(self._folder.root, lexicon())

    # --- Building beside --------------------------------------------------------------------

    def _begin_rebuild(self, now: datetime) -> None:
        if self._is_building:
            return
        if self._rebuild_at is not None and now < self._rebuild_at + TRY_AGAIN and self._trouble:
            return
        self._rebuild_at, self._is_building = now, True
        self._beside(self._build)

    def _build(self) -> None:
        try:
            build(self._folder, self._note_progress)
            self._trouble = ""
        except Exception as failure:
            logger.exception("the index could not be built")
            self._trouble = _("重建索引失败：{failure}").format(failure=failure)[:300]
        finally:
            self._progress = (0, 0)
            self._is_building = False

    def _note_progress(self, done: int, of: int) -> None:
        self._progress = (done, of)

    # --- Reporting --------------------------------------------------------------------------

    def _report(self, now: datetime) -> None:
        if self._reported_at is not None and now < self._reported_at + REPORT_EVERY:
            return
        self._reported_at = now
        follower, (done, of) = self._follower, self._progress
        SearchNode.objects.update_or_create(
            name=node_name(),
            defaults={
                "reported_at": now,
                "followed_to": self._followed_to,
                "documents": follower.engine.count() if follower else 0,
                "size_bytes": size_of(follower.generation) if follower else 0,
                "built_at": begun_at(follower.generation) if follower else None,
                "progress": done,
                "of": of,
                "trouble": self._trouble,
            },
        )


def _in_a_thread(work: Callable[[], None]) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    threading.Thread(target=run, name="rebuild", daemon=True).start()


def node_name() -> str:
    return f"{socket.gethostname()}:{settings.ZHANQUN_SEARCH_ROOT}"[:120]


def _open(generation: Path) -> Follower:
    cursor = log.read_cursor(generation)
    if cursor is None:
        raise FileNotFoundError(generation)
    return Follower(generation, cursor)


def run_for_ever(folder: SearchFolder, keep_going: Callable[[], bool]) -> None:
    """Loop until told to stop; a database that is away is waited for. Raises SearchBusy."""
    with only_one(folder.root, "following"):
        keeper = NodeKeeper(folder)
        while keep_going():
            try:
                close_old_connections()
                if not keeper.step(clock.now()):
                    time.sleep(LOOK_SECONDS)
            except DatabaseError:
                logger.exception("database is away; trying again")
                time.sleep(1)
        keeper.close()
