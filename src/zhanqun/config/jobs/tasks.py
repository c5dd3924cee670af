"""The queue looking after itself, and the tasks it runs for Wagtail."""

from datetime import timedelta
from typing import Any

from asgiref.sync import async_to_sync
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status

from zhanqun.config.jobs.failures import record_failure
from zhanqun.config.jobs.models import JobFailure
from zhanqun.foundation import clock

QUEUE_WAGTAIL = "wagtail"
QUEUE_CARE = "care"
# A worker that has not been heard of for this long is dead: it reports every 10 s.
SILENCE_SECONDS = 30
# A job that has brought down so many workers is not given to another.
ATTEMPTS_MAX = 5
KEEP_DONE_HOURS = 3 * 24
KEEP_FAILURES_DAYS = 90


@app.task(name="jobs.run_background_task", queue=QUEUE_WAGTAIL)
def run_background_task(*, path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run the task that `path` names, with the arguments it was enqueued with."""
    import_string(path).call(*args, **kwargs)


@app.periodic(cron="* * * * *")
@app.task(name="jobs.rescue_stalled", queue=QUEUE_CARE, queueing_lock="jobs.rescue_stalled")
def rescue_stalled_jobs(timestamp: int) -> None:
    """Give the jobs of dead workers to living ones (失联任务恢复).

    timestamp: second since the epoch for which this run was planned; unused.
    """
    get_stalled_jobs = async_to_sync(app.job_manager.get_stalled_jobs)
    for job in get_stalled_jobs(seconds_since_heartbeat=SILENCE_SECONDS):
        _rescue(job)


def _rescue(job: Job) -> None:
    if job.attempts < ATTEMPTS_MAX:
        async_to_sync(app.job_manager.retry_job)(job)
        return
    text = f"The worker died in each of {job.attempts} attempts."
    record_failure(job, text, now=clock.now())
    async_to_sync(app.job_manager.finish_job)(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron=clock.every_night(3, 25))
@app.task(name="jobs.tidy", queue=QUEUE_CARE, queueing_lock="jobs.tidy")
def tidy(timestamp: int) -> None:
    """Delete what is done with: finished jobs after 3 days, failures after 90."""
    async_to_sync(app.job_manager.delete_old_jobs)(nb_hours=KEEP_DONE_HOURS)
    oldest = clock.now() - timedelta(days=KEEP_FAILURES_DAYS)
    JobFailure.objects.filter(failed_at__lt=oldest).delete()
