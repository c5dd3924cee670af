"""The queue: tracebacks are kept, dead workers' jobs are rescued, Wagtail's tasks run."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from zhanqun.config.jobs import tasks
from zhanqun.config.jobs.models import JobFailure
from zhanqun.config.jobs.worker import work_off, work_once
from zhanqun.foundation import clock

NIGHT = datetime(2026, 11, 25, 3, 25, tzinfo=UTC)


@task
def note_failure(text: str, *, attempt: int) -> None:
    """Stands for one of Wagtail's tasks: leaves a row that the test can look for."""
    JobFailure.objects.create(
        job_id=0, task=text, queue="", arguments={}, attempt=attempt, traceback="", failed_at=NIGHT
    )


def test_given_a_task_of_wagtails_when_a_worker_runs_then_it_is_done_with_its_arguments(
    cloned_database,
):
    note_failure.enqueue("from wagtail", attempt=7)
    assert not JobFailure.objects.exists()

    work_once()

    assert JobFailure.objects.get().task == "from wagtail"
    assert JobFailure.objects.get().attempt == 7


def test_given_a_transaction_that_fails_then_what_it_enqueued_is_gone(cloned_database):
    before = ProcrastinateJob.objects.count()  # migrations leave some behind
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note_failure.enqueue("never", attempt=1)
        raise ZeroDivisionError

    assert ProcrastinateJob.objects.count() == before


def test_given_a_job_that_fails_inside_a_transaction_then_what_it_enqueued_is_gone(
    cloned_database,
):
    tasks.run_background_task.defer(path=f"{__name__}.enqueue_and_fail", args=[], kwargs={})

    work_once()

    # Beside it there may be what the worker plans by itself, every minute.
    jobs = ProcrastinateJob.objects.filter(task_name="jobs.run_background_task")
    assert [job.status for job in jobs] == ["failed"]


@task
def enqueue_and_fail() -> None:
    with transaction.atomic():
        note_failure.enqueue("never", attempt=1)
        raise ZeroDivisionError


def test_given_jobs_that_wait_for_a_lock_when_working_off_then_none_is_left(cloned_database):
    for attempt in range(1, 6):
        tasks.run_background_task.configure(lock="one").defer(
            path=f"{__name__}.note_failure", args=["locked"], kwargs={"attempt": attempt}
        )

    work_off(concurrency=2)

    # One after the other, in the order in which they were asked for.
    noted = JobFailure.objects.filter(task="locked").order_by("id")
    assert [row.attempt for row in noted] == [1, 2, 3, 4, 5]


def test_given_a_job_that_fails_then_its_traceback_is_kept(cloned_database):
    tasks.run_background_task.defer(path="zhanqun.nowhere.task", args=[], kwargs={})

    work_once()

    failure = JobFailure.objects.get()
    assert "No module named 'zhanqun.nowhere'" in failure.traceback
    assert (failure.task, failure.attempt) == ("jobs.run_background_task", 1)


def a_job_of_a_worker_silent_for(seconds: int, *, attempts: int) -> ProcrastinateJob:
    job_id = tasks.run_background_task.defer(path="x.y", args=[], kwargs={})
    heard = timezone.now() - timedelta(seconds=seconds)
    app.connector.execute_query(
        "with silent as (insert into procrastinate_workers (last_heartbeat) values (%(heard)s)"
        " returning id) update procrastinate_jobs set status = 'doing', attempts = %(attempts)s,"
        " worker_id = (select id from silent) where procrastinate_jobs.id = %(job)s",
        heard=heard,
        attempts=attempts,
        job=job_id,
    )
    return ProcrastinateJob.objects.get(pk=job_id)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("silent_for", "attempts", "status", "failures"),
    [(5, 0, "doing", 0), (60, 0, "todo", 0), (60, 5, "failed", 1)],
    ids=["alive", "dead", "deadly"],
)
def test_when_looking_for_dead_workers_then_their_jobs_are_freed_but_not_forever(
    silent_for, attempts, status, failures
):
    job = a_job_of_a_worker_silent_for(silent_for, attempts=attempts)

    tasks.rescue_stalled_jobs.func(timestamp=0)

    assert ProcrastinateJob.objects.get(pk=job.pk).status == status
    assert JobFailure.objects.filter(job_id=job.pk).count() == failures


@pytest.mark.django_db
def test_when_tidying_then_failures_older_than_ninety_days_go():
    for days in (89, 91):
        JobFailure.objects.create(
            job_id=days,
            task="t",
            queue="q",
            arguments={},
            attempt=1,
            traceback="",
            failed_at=NIGHT - timedelta(days=days),
        )

    with clock.fixed(NIGHT):
        tasks.tidy.func(timestamp=0)

    assert list(JobFailure.objects.values_list("job_id", flat=True)) == [89]
