"""What sites put on the first screen: columns that went stale, or are about to (栏目待更新)."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.content.sites.models import SiteProfile
from zhanqun.content.sites.views import reading
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.ui.work import SHOWN, WorkItem, WorkList

# Columns are named from so many days before their promise runs out.
WARN_DAYS = 3
# A person who keeps more sites than this reads the boards; the first screen stays quick.
SITES_MAX = 20


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    if not units.rights_of(user).holds_anywhere(reading.MANAGERS):
        return
    profiles = list(reading.sites_arranged_by(user)[:SITES_MAX])
    items = sorted(
        (item for profile in profiles for item in _stale_in(profile, now)),
        key=lambda item: item.due_at or now,
    )
    yield WorkList("stale", _("栏目待更新"), reverse("sites:list"), len(items), items[:SHOWN])


def _stale_in(profile: SiteProfile, now: datetime) -> Iterator[WorkItem]:
    for row in reading.board_of(profile, now):
        due_at = update_due_at(row)
        if due_at is not None and due_at <= now + timedelta(days=WARN_DAYS):
            yield WorkItem(
                text=f"{profile.short_name}：{row.column.title}",
                url=reverse("sites:board", args=[profile.uid]),
                detail=str(row.duty.officer or row.duty.lead_unit or ""),
                due_at=due_at,
            )


def update_due_at(row: reading.BoardRow) -> datetime | None:
    """When the promised cycle runs out: the end of its last day in Beijing; None without one."""
    if row.duty.cycle_days is None or not reading.promises(row.column):
        return None
    start = clock.day_of(row.figures.last_at) if row.figures.last_at else row.since
    if start is None:
        return None
    last_day = start + timedelta(days=row.duty.cycle_days + 1)
    return datetime.combine(last_day, time.min, clock.BEIJING).astimezone(UTC)
