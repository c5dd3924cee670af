"""How the queue is set up once all rooms are loaded, and how it is worked off."""

from django.db import DEFAULT_DB_ALIAS
from procrastinate import App
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.django_connector import DjangoConnector

# Jobs in hand when a worker is told to stop may take this long to finish.
LAST_JOBS_SECONDS = 20


def prepare(app: App) -> None:
    """Called by the queue's own application (PROCRASTINATE_ON_APP_READY)."""
    from zhanqun.config.jobs.failures import keep_traceback

    app.worker_defaults["worker_middleware"] = [keep_traceback]


def work(*, queues: list[str] | None = None, concurrency: int = 2, wait: bool = True) -> None:
    """Run jobs until told to stop, or until none is left where `wait` is False.

    queues: names; None for all.
    """
    worker_app().run_worker(
        queues=queues,
        concurrency=concurrency,
        wait=wait,
        shutdown_graceful_timeout=LAST_JOBS_SECONDS,
        update_heartbeat_interval=10,
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
