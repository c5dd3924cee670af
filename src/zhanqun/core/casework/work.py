"""What cases put on the first screen (办件待办)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.casework import covering, policies, queries
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.queries import Queue
from zhanqun.core.casework.states import CaseState
from zhanqun.core.units import api as units
from zhanqun.core.workcalendar.api import end_of
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList

# The digest repeats a case from so many days before its limit.
TOLD_DAYS_BEFORE = 2


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    rights = units.rights_of(user)
    if rights.holds_anywhere(policies.HANDLERS):
        yield _list(user, queries.OFFERED, _("待签收的办件"))
        yield _list(user, queries.MINE, _("我承办的办件"))
    if rights.holds_anywhere(policies.OFFICE):
        states = (CaseState.RECEIVED, CaseState.DECIDING)
        yield _list(user, queries.OFFICE, _("待分办、待裁定的办件"), states)


def _list(user: Any, queue: Queue, title: str, states: tuple[str, ...] = ()) -> WorkList:
    rows = queries.cases_in(queue, user).filter(ended_at=None).order_by("due_on", "id")
    if states:
        rows = rows.filter(state__in=states)
    address = f"{reverse('casework:cases')}?queue={queue.name}"
    titles = covering.titles_for(shown := list(rows[:SHOWN]), user)
    items = [_item(row, titles[row.pk]) for row in shown]
    return WorkList(
        f"cases_{queue.name}", title, address, capped_count(rows), items, TOLD_DAYS_BEFORE
    )


def _item(case: Case, title: str) -> WorkItem:
    return WorkItem(
        title,
        reverse("casework:case", args=[case.uid]),
        detail=f"{case.number}，{case.get_state_display()}",
        due_at=end_of(case.due_on),
    )
