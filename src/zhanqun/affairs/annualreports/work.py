"""What annual reports put on the first screen (年报待办)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.annualreports import policies, queries
from zhanqun.affairs.annualreports.reminding import unpublished
from zhanqun.affairs.annualreports.years import due_on
from zhanqun.core.units import api as units
from zhanqun.core.workcalendar.api import end_of
from zhanqun.foundation.clock import day_of
from zhanqun.ui.desk import Count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    """Last year's reports that are not published yet, for who makes them."""
    if not units.rights_of(user).holds_anywhere(policies.OFFICE):
        return
    year = day_of(now).year - 1
    rows = unpublished(list(queries.publishers_kept_by(user)), year)
    rows.sort(key=lambda one: (due_on(one, year), one.position, one.pk))
    url = f"{reverse('annualreports:reports')}?year={year}"
    items = [
        WorkItem(
            _("{publisher}{year}年公开年报").format(publisher=one, year=year),
            url,
            due_at=end_of(due_on(one, year)),
        )
        for one in rows[:SHOWN]
    ]
    if items:
        count = Count(len(rows), False)
        yield WorkList("annual_reports", _("待发布的公开年报"), url, count, items)
