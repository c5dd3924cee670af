"""The threads of a worker and their connections to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import close_old_connections
from procrastinate.job_context import JobContext
from procrastinate.middleware import SyncCallNext
from procrastinate.worker import Worker


@contextmanager
def living_connection() -> Iterator[None]:
    """What a request does for the desk: this thread's connection may have died with a database
    that was restarted, and is not kept longer than the settings allow."""
    close_old_connections()
    try:
        yield
    finally:
        close_old_connections()


def with_living_connection(call_next: SyncCallNext, context: JobContext, worker: Worker) -> object:
    """Around every job, in the thread that runs it."""
    with living_connection():
        return call_next()
