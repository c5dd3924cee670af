"""Keeping the traceback of every failed attempt."""

import logging
import traceback
from datetime import datetime

from asgiref.sync import sync_to_async
from django.db import DatabaseError
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job
from procrastinate.middleware import AsyncCallNext
from procrastinate.worker import Worker

from zhanqun.config.jobs.connections import living_connection
from zhanqun.config.jobs.models import JobFailure
from zhanqun.foundation import clock

logger = logging.getLogger(__name__)


async def keep_traceback(call_next: AsyncCallNext, context: JobContext, worker: Worker) -> object:
    """Let the job run; on an error note it and hand the error on, so that retries go by it."""
    try:
        return await call_next()
    except Exception as error:
        text = "".join(traceback.format_exception(error))
        await sync_to_async(_note_quietly, thread_sensitive=False)(context.job, text)
        raise


def record_failure(job: Job, text: str, *, now: datetime) -> None:
    """Note one failed attempt; the same attempt again changes nothing."""
    assert job.id is not None, "a job that runs has a row"
    JobFailure.objects.get_or_create(
        job_id=job.id,
        attempt=job.attempts + 1,
        defaults={
            "task": job.task_name,
            "queue": job.queue,
            "arguments": job.task_kwargs,
            "traceback": text,
            "failed_at": now,
        },
    )


def _note_quietly(job: Job, text: str) -> None:
    # The database may be what failed; the job's own error must not be lost behind ours.
    try:
        with living_connection():
            record_failure(job, text, now=clock.now())
    except DatabaseError:
        logger.exception("could not note the failure of job %s: %s", job.id, text)
