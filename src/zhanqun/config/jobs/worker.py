"""How the queue is set up once all rooms are loaded, and how it is worked off."""

import asyncio
import logging
import signal
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.utils import InterfaceError, OperationalError
from procrastinate import App
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.utils import causes

from zhanqun.foundation import clock

logger = logging.getLogger("zhanqun.jobs")

# Jobs in hand when a worker is told to stop may take this long to finish.
LAST_JOBS_SECONDS = 20
# A new job wakes the worker, but one that waited for another's lock does not, nor one that came
# while the worker was looking: a page must not wait for that.
LOOK_SECONDS = 0.2
# So long a worker waits for a connection before it calls the database away.
CONNECTION_SECONDS = 10
# How often it looks whether the database is back.
AWAY_SECONDS = 2
CONNECTION_LOST = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    OperationalError,
    InterfaceError,
)


def prepare(app: App) -> None:
    """Called by the queue's own application (PROCRASTINATE_ON_APP_READY)."""
    from zhanqun.config.jobs.connections import with_living_connection
    from zhanqun.config.jobs.failures import keep_traceback

    app.worker_defaults["worker_middleware"] = [keep_traceback]
    app.worker_defaults["task_middleware"] = [with_living_connection]


def work_off(*, queues: list[str] | None = None, concurrency: int = 2) -> None:
    """Run jobs until none is due.

    A worker leaves when it is offered none, though others may only wait for the lock of one that
    still runs; so it is sent back until nothing is left, or nothing more can be done.
    """
    left: set[int] = set()
    while (due := jobs_due(queues)) and due != left:
        left = due
        work_once(queues=queues, concurrency=concurrency)


def jobs_due(queues: list[str] | None) -> set[int]:
    """Numbers of the jobs that could be done now."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    jobs = ProcrastinateJob.objects.filter(status="todo").exclude(scheduled_at__gt=clock.now())
    due = jobs.filter(queue_name__in=queues) if queues else jobs
    return set(due.values_list("id", flat=True))


def work(*, queues: list[str] | None = None, concurrency: int = 2) -> None:
    """Run jobs until told to stop, however often the database goes away meanwhile.

    queues: names; None for all.
    """
    asyncio.run(_keep_working(queues=queues, concurrency=concurrency))


def work_once(*, queues: list[str] | None = None, concurrency: int = 2) -> None:
    """Run jobs until offered none."""
    asyncio.run(_work(queues=queues, concurrency=concurrency, wait=False))


async def _keep_working(**options: Any) -> None:
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    telling = asyncio.create_task(told.wait())
    while not told.is_set():
        if not await sync_to_async(_database_answers)():
            await asyncio.wait({telling}, timeout=AWAY_SECONDS)
            continue
        working = asyncio.create_task(_work(wait=True, **options))
        await asyncio.wait({working, telling}, return_when=asyncio.FIRST_COMPLETED)
        # A worker that is cancelled finishes the jobs in hand.
        working.cancel()
        try:
            await working
        except asyncio.CancelledError:
            return
        except Exception as error:
            lost = [cause for cause in causes(error) if isinstance(cause, CONNECTION_LOST)]
            if not lost:
                raise
            logger.warning("与数据库的连接中断 lost the database: %s", lost[0])
        # It also ends, without a word, when only its listening or its heartbeat failed.
        await asyncio.wait({telling}, timeout=1)


def _database_answers() -> bool:
    try:
        connection.ensure_connection()
    except CONNECTION_LOST as error:
        logger.warning("数据库不可用，恢复后继续 the database is away: %s", error)
        return False
    finally:
        connection.close()
    return True


async def _work(**options: Any) -> None:
    worker = worker_app()
    try:
        async with worker.open_async():
            await worker.run_worker_async(
                **options,
                install_signal_handlers=not options["wait"],
                shutdown_graceful_timeout=LAST_JOBS_SECONDS,
                update_heartbeat_interval=10,
                fetch_job_polling_interval=LOOK_SECONDS,
            )
    finally:
        # Periodic jobs are enqueued by a thread that outlives this worker: with its connection
        # it would hold on to a database that went away.
        await sync_to_async(connections.close_all)()


def worker_app() -> DjangoApp:
    """An application of its own for the worker's polling.

    The tasks stay bound to the ordinary one, so that what a job enqueues joins the transaction
    of that job; the queue's own command would give it a connection apart.
    """
    connector = PsycopgConnector(
        kwargs=connector_params(DEFAULT_DB_ALIAS), timeout=CONNECTION_SECONDS
    )
    apart = DjangoApp(connector=connector)
    apart.worker_defaults = app.worker_defaults
    apart.tasks = app.tasks
    apart.periodic_registry = app.periodic_registry
    return apart
