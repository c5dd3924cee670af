"""How the queue is set up once all rooms are loaded, and how it is worked off."""

from django.db import DEFAULT_DB_ALIAS
from procrastinate import App
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.django_connector import DjangoConnector

from zhanqun.foundation import clock

# Jobs in hand when a worker is told to stop may take this long to finish.
LAST_JOBS_SECONDS = 20
# A new job wakes the worker, but one that waited for another's lock does not, nor one that came
# while the worker was looking: a page must not wait for that.
LOOK_SECONDS = 0.2


def prepare(app: App) -> None:
    """Called by the queue's own application (PROCRASTINATE_ON_APP_READY)."""
    from zhanqun.config.jobs.failures import keep_traceback

    app.worker_defaults["worker_middleware"] = [keep_traceback]


def work_off(*, queues: list[str] | None = None, concurrency: int = 2) -> None:
    """Run jobs until none is due.

    A worker leaves when it is offered none, though others may only wait for the lock of one that
    still runs; so it is sent back until nothing is left, or nothing more can be done.
    """
    left: set[int] = set()
    while (due := jobs_due(queues)) and due != left:
        left = due
        work(queues=queues, concurrency=concurrency, wait=False)


def jobs_due(queues: list[str] | None) -> set[int]:
    """Numbers of the jobs that could be done now."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    jobs = ProcrastinateJob.objects.filter(status="todo").exclude(scheduled_at__gt=clock.now())
    due = jobs.filter(queue_name__in=queues) if queues else jobs
    return set(due.values_list("id", flat=True))


def work(*, queues: list[str] | None = None, concurrency: int = 2, wait: bool = True) -> None:
    """Run jobs until told to stop, or where `wait` is False, until offered none.

    queues: names; None for all.
    """
    worker_app().run_worker(
        queues=queues,
        concurrency=concurrency,
        wait=wait,
        shutdown_graceful_timeout=LAST_JOBS_SECONDS,
        update_heartbeat_interval=10,
        fetch_job_polling_interval=LOOK_SECONDS,
    )


def worker_app() -> DjangoApp:
    """An application of its own for the worker's polling.

    The tasks stay bound to the ordinary one, so that what a job enqueues joins the transaction
    of that job; the queue's own command would give it a connection apart.
    """
    connector = DjangoConnector(alias=DEFAULT_DB_ALIAS).get_worker_connector()
    apart = DjangoApp(connector=connector)
    apart.worker_defaults = app.worker_defaults
    apart.tasks = app.tasks
    apart.periodic_registry = app.periodic_registry
    return apart
