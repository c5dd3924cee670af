"""What the calendar puts on the first screen: a year that waits for its notice (放假安排)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.workcalendar import policies, queries
from zhanqun.foundation import clock
from zhanqun.ui.work import WorkItem, WorkList

# The State Council office issues the notice in October to December of the year before.
ASKED_FROM, WANTED_BY = (11, 1), (12, 1)


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    """From November on, next year's notice; due on 1 December."""
    today = clock.day_of(now)
    year = today.year + 1
    if today < date(today.year, *ASKED_FROM) or not policies.may_keep(user):
        return
    address = reverse("workcalendar:notice_new")
    items = []
    if not queries.year_is_announced(year):
        due_at = datetime.combine(date(today.year, *WANTED_BY), time.min, clock.BEIJING)
        text = _("录入{year}年放假安排").format(year=year)
        items.append(WorkItem(text, address, due_at=due_at.astimezone(UTC)))
    yield WorkList("holiday_notices", _("放假安排"), address, len(items), items)
