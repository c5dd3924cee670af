"""Do in place what a publisher would do, here or on another connection."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connections

from zhanqun.delivery.staticsite.batches import Pace
from zhanqun.delivery.staticsite.publisher import step
from zhanqun.foundation import clock


def drain(seconds: float = 0) -> None:
    """What is due now, and after a pause what is due then."""
    for pause in {0, seconds}:
        with clock.fixed(clock.now() + timedelta(seconds=pause)):
            while step(Pace()):
                pass


@contextmanager
def another_connection() -> Iterator[Callable[[Callable[[], Any]], Future[Any]]]:
    """A thread with a connection of its own that carries out what it is given, in order."""
    with ThreadPoolExecutor(1) as beside:
        try:
            yield beside.submit
        finally:
            beside.submit(connections.close_all).result()
