"""Who can take a step of review (审核人选): `policies.check_may_decide`, asked in reverse."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from zhanqun.content.review import policies
from zhanqun.content.review.models import Task
from zhanqun.content.review.states import TaskState
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User


def deciders_of(task: Task, on: date) -> list[User]:
    """Everyone who may decide, deputies included."""
    people = units.people_holding([task.role], policies.task_scopes(task), on)
    return _others(task, people)


def deciders_on_duty(task: Task, on: date) -> list[User]:
    """Whom to turn to first: holders, and deputies of those who are away."""
    present = _others(task, units.people_on_duty([task.role], policies.task_scopes(task), on))
    return present or deciders_of(task, on)


def principals_of(user: Any, tasks: Iterable[Task], on: date) -> dict[int, User]:
    """Task id -> for whom the person would act as a deputy (代谁办理); own tasks are left out."""
    if not units.is_deputy(user, on):
        return {}
    known: dict[tuple[str, int | None, int | None], User | None] = {}
    found = {}
    for task in tasks:
        place = task.role, task.unit_id, task.site_id
        if place not in known:
            scopes = policies.task_scopes(task)
            known[place] = units.principal_of(user, [task.role], scopes, on)
        if principal := known[place]:
            found[task.pk] = principal
    return found


def _others(task: Task, people: Iterable[User]) -> list[User]:
    """Without who wrote, saved and handed in the text, and who passed another step."""
    submission = task.submission
    barred = {submission.submitted_by_id, submission.article.author_id, submission.revision.user_id}
    if not task.is_secrecy:
        passed = submission.tasks.filter(state=TaskState.PASSED, is_secrecy=False)
        barred |= set(passed.values_list("decided_by_id", flat=True))
    return [person for person in people if person.pk not in barred]
