"""What this room puts on the first screen: false positives to decide (误报待处理)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.checks import policies, queries
from zhanqun.core.checks.states import ReportState
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    if not policies.may_keep(user):
        return
    rows = queries.reports_visible_to(user).filter(state=ReportState.OPEN).order_by("id")
    items = [
        WorkItem(
            text=row.matched,
            url=reverse("checks:report", args=[row.uid]),
            detail=str(row.reported_by or ""),
        )
        for row in rows[:SHOWN]
    ]
    url = f"{reverse('checks:reports')}?state={ReportState.OPEN}"
    yield WorkList("false_positives", _("误报待处理"), url, capped_count(rows), items)
