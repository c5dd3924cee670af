"""What this room puts on the first screen (预警的待办): what waits for a second person."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.content.alerts import policies, queries
from zhanqun.content.alerts.models import Alert
from zhanqun.content.alerts.reach import Tree
from zhanqun.content.alerts.states import MourningState
from zhanqun.core.units import api as units
from zhanqun.ui.work import SHOWN, WorkItem, WorkList


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    rights = units.rights_of(user)
    if rights.holds_anywhere(policies.RELEASERS):
        tree = Tree()
        waiting = queries.waiting(queries.alerts_visible_to(user))
        yield _releases([row for row in waiting if policies.may_release(user, row, tree)])
    if policies.may_mourn(user):
        rows = queries.mournings_visible_to(user).filter(state=MourningState.CHECKING)
        address = reverse("alerts:mournings")
        items = [
            WorkItem(
                row.reason,
                reverse("alerts:mourning", args=[row.uid]),
                detail=str(row.asked_by),
                due_at=row.starts_at,
            )
            for row in rows.exclude(asked_by=user)
        ]
        yield WorkList("mourning", _("哀悼模式待批准"), address, len(items), items[:SHOWN])


def _releases(rows: list[Alert]) -> WorkList:
    items = [
        WorkItem(
            f"{row.signal}：{row.area}",
            reverse("alerts:alert", args=[row.uid]),
            detail=str(row.composed_by),
            due_at=row.onset_at,
            tag=row.get_message_type_display(),
            tone="bad" if row.level <= 2 else "wait",
        )
        for row in rows
    ]
    return WorkList("alerts", _("预警待签发"), reverse("alerts:board"), len(items), items[:SHOWN])
