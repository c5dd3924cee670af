"""What tamper protection puts on the first screen (待办): files that could not be restored."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.delivery.integrity import policies, queries
from zhanqun.delivery.integrity.models import Incident
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList


def work_due(user: Any, now: datetime) -> list[WorkList]:
    if not policies.may_read(user):
        return []
    rows = queries.incidents_visible_to(user).filter(restored_at=None).order_by("seen_at", "id")
    return [
        WorkList(
            "integrity",
            _("未恢复的网页"),
            f"{reverse('integrity:incidents')}?open=1",
            capped_count(rows),
            [_item(row) for row in rows[:SHOWN]],
        )
    ]


def _item(row: Incident) -> WorkItem:
    return WorkItem(
        row.path,
        reverse("integrity:incident", args=[row.uid]),
        detail=row.note,
        tag=row.get_kind_display(),
        tone="bad",
    )
