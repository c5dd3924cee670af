"""The index made anew beside the one that answers (重建索引)."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from zhanqun.delivery.search.engines import damage_of, discard
from zhanqun.delivery.search.feeding import log, source
from zhanqun.delivery.search.feeding.following import Follower
from zhanqun.delivery.search.index.folder import SearchDamaged, SearchFolder, only_one
from zhanqun.delivery.search.records import Record, records_of
from zhanqun.delivery.search.shapes import Document
from zhanqun.delivery.search.snapshots import write_directory
from zhanqun.foundation import clock

# Texts cut into terms by one process at a time, and how many such parts may wait.
PART, WAITING_MOST = 250, 8
PROCESSES_MOST = 4
# For fewer texts it takes longer to start the processes.
WORTH_PROCESSES = 3000

Progress = Callable[[int, int], None]


def build(folder: SearchFolder, progress: Progress, *, processes: int | None = None) -> Path:
    """Build a new index and let it answer; what changes meanwhile is followed before it does.

    Raises SearchBusy where this node is building already, SearchDamaged where the disk lost some.
    """
    with only_one(folder.root, "building"):
        generation = folder.begin(clock.now())
        cursor = log.from_now(clock.now())
        write_directory(folder.root, source.directory())
        follower = Follower(generation, cursor)
        try:
            _fill(follower, progress, processes or min(PROCESSES_MOST, os.cpu_count() or 1))
            while not follower.follow(clock.now()).is_all:
                continue
        finally:
            follower.close()
        let_answer(folder, generation)
    return generation


def let_answer(folder: SearchFolder, generation: Path) -> None:
    """From now on this generation answers. It is read from end to end first: what is broken never
    answers, and the first readers find it in memory.

    Raises SearchDamaged.
    """
    if why := damage_of(generation, is_thorough=True):
        raise SearchDamaged(why=why)
    former = folder.current()
    folder.use(generation)
    discard(folder.delete_others([path for path in (generation, former) if path]))


def _fill(follower: Follower, progress: Progress, processes: int) -> None:
    """Every live text, read here, cut into terms by other processes, written here."""
    of, done = source.live_count(), 0
    progress(0, of)
    with _cutters(processes if of >= WORTH_PROCESSES else 1) as pool:
        for records in _cut(pool, _parts(source.all_documents(clock.day_of(clock.now())))):
            done += follower.engine.put_records(records, are_new=True)
            progress(done, of)
    follower.engine.commit()
    log.write_cursor(follower.generation, follower.cursor)


def _parts(batches: Iterable[list[Document]]) -> Iterator[list[Document]]:
    for batch in batches:
        for start in range(0, len(batch), PART):
            yield batch[start : start + PART]


def _cut(pool: Executor | None, parts: Iterable[list[Document]]) -> Iterator[list[Record]]:
    """Records of each part, some parts ahead of who writes them."""
    if pool is None:
        yield from map(records_of, parts)
        return
    waiting: deque[Future[list[Record]]] = deque()
    for part in parts:
        waiting.append(pool.submit(records_of, part))
        if len(waiting) >= WAITING_MOST:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def _cutters(processes: int) -> Iterator[Executor | None]:
    """Processes that cut texts; they need neither settings nor database."""
    if processes < 2:
        yield None
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield pool
