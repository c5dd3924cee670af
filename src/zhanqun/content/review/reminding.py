"""Warning of time limits (时限提醒): the newest rung that has come, once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from zhanqun.content.review import limits, telling
from zhanqun.content.review.models import Task
from zhanqun.content.review.states import TaskState

BATCH = 500


def remind_due(now: datetime) -> int:
    """Warn of every open step whose next rung has come; returns of how many.

    After a time without this job only the newest rung is told. Run twice, the second finds nothing.
    """
    due = Task.objects.filter(Q(warn_at=None) | Q(warn_at__lte=now), state=TaskState.OPEN)
    keys = due.order_by("warn_at", "id").values_list("pk", flat=True)[:BATCH]
    return sum(_remind(key, now) for key in list(keys))


@transaction.atomic
def _remind(key: int, now: datetime) -> bool:
    task = (
        Task.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("unit", "submission__article__unit", "submission__revision")
        .defer("submission__revision__content")
        .filter(pk=key, state=TaskState.OPEN)
        .first()
    )
    if task is None:
        return False
    rung = limits.rung_at(task.opened_at, task.due_at, now)
    is_news = rung > task.warned
    task.warned = max(rung, task.warned)
    task.warn_at = limits.next_rung_at(task.opened_at, task.due_at, task.warned)
    task.save(update_fields=["warned", "warn_at"])
    if is_news and rung == limits.SOON:
        telling.limit_near(task, now)
    elif is_news:
        telling.limit_passed(task, rung, now)
    return is_news
