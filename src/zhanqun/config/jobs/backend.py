"""Wagtail's own background tasks, run by our queue."""

from collections.abc import Mapping, Sequence
from typing import Any

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.exceptions import InvalidTaskError
from django_tasks.utils import get_random_id

from zhanqun.foundation import clock


class ProcrastinateBackend(BaseTaskBackend):
    """Turns each task into a row of our queue, in the transaction that asks for it."""

    supports_defer = True
    supports_priority = True

    def enqueue(self, task: Task, args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult:
        # The tasks module needs loaded models, and backends are made before those are.
        from zhanqun.config.jobs.tasks import run_background_task

        self.validate_task(task)
        result: TaskResult = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=clock.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        run_background_task.configure(priority=task.priority, schedule_at=task.run_after).defer(
            path=task.module_path, args=result.args, kwargs=result.kwargs
        )
        return result

    def validate_task(self, task: Task) -> None:
        """Refuse tasks that want to know their own result: the queue keeps none."""
        super().validate_task(task)
        if task.takes_context:
            raise InvalidTaskError("The queue gives tasks no context.")
