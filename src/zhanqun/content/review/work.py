"""What review puts on the first screen (审核与发布的待办)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.content.review import policies
from zhanqun.content.review.queries import tasks_open_for
from zhanqun.content.review.states import ScheduleState
from zhanqun.content.review.views import reading
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList

REVIEWERS = (Role.REVIEWER, Role.LIAISON, Role.SIGNER, Role.SECRECY_REVIEWER, Role.CHIEF_EDITOR)
PUBLISHERS = (*policies.PUBLISHERS_IN_UNIT, *policies.PUBLISHERS_ON_SITE)


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    rights = units.rights_of(user)
    if rights.holds_anywhere(REVIEWERS):
        yield _tasks(user)
    if rights.holds_anywhere(PUBLISHERS):
        yield _schedules(user)
        yield _ready(user)


def _tasks(user: Any) -> WorkList:
    rows = tasks_open_for(user)
    items = [
        WorkItem(
            text=row.submission.article.title,
            url=reverse("review:task", args=[row.uid]),
            detail=f"{row.name}，{row.submission.article.unit}",
            due_at=row.due_at,
        )
        for row in rows[:SHOWN]
    ]
    return WorkList("tasks", _("待审核"), reverse("review:tray"), capped_count(rows), items)


def _schedules(user: Any) -> WorkList:
    rows = reading.schedules_kept_by(user)
    items = [
        WorkItem(
            text=row.article.title,
            url=reverse("review:article", args=[row.article.uid]),
            detail=row.last_error,
            due_at=row.due_at,
            tag=row.get_state_display() if row.state == ScheduleState.FAILED else "",
            tone="bad",
        )
        for row in rows[:SHOWN]
    ]
    address = reverse("review:publishing") + "#scheduled"
    return WorkList("schedules", _("定时发布"), address, capped_count(rows), items)


def _ready(user: Any) -> WorkList:
    rows = reading.submissions_ready_for(user)
    items = [
        WorkItem(
            text=row.article.title,
            url=reverse("review:article", args=[row.article.uid]),
            detail=str(row.article.unit),
            tag="" if row.is_cleared else _("待保密审查"),
            tone="wait",
        )
        for row in rows[:SHOWN]
    ]
    address = reverse("review:publishing") + "#ready"
    return WorkList("ready", _("待发布"), address, capped_count(rows), items)
