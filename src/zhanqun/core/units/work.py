"""What units put on the first screen: terms that end soon (任期将满)."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.units import guard, queries
from zhanqun.core.units.roles import Role
from zhanqun.foundation import clock
from zhanqun.ui.work import SHOWN, WorkItem, WorkList

SOON_DAYS = 30
# In the daily digest they stand from here on.
TOLD_DAYS = 7


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    if not guard.rights_of(user).holds_anywhere([Role.SECURITY_ADMIN]):
        return
    today = clock.day_of(now)
    rows = (
        queries.appointments_visible_to(user)
        .filter(valid_until__gte=today, valid_until__lte=today + timedelta(days=SOON_DAYS))
        .order_by("valid_until", "id")
    )
    items = [
        WorkItem(
            text=str(row),
            url=reverse("units:end", args=[row.uid]),
            detail=str(row.user.unit or ""),
            due_at=_end_of(row.valid_until),
        )
        for row in rows[:SHOWN]
    ]
    address = reverse("units:appointments")
    yield WorkList("terms", _("任期将满"), address, rows.count(), items, TOLD_DAYS)


def _end_of(day: Any) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, clock.BEIJING).astimezone(UTC)
