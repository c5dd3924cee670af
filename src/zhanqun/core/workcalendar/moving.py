"""Dates follow the calendar (期限随日历重算).

Rooms above keep due dates of their own. At start-up each registers how it brings the open ones up
to date; after a change of the calendar a job asks each of them, a few records at a time, until
nothing moves any more, and notes every move in the trail. It may be asked again at any time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from procrastinate.contrib.django import app

from zhanqun.core.audit import api as audit
from zhanqun.core.workcalendar.models import CalendarChange
from zhanqun.foundation.registries import Registry

TASK, QUEUE = "workcalendar.follow", "care"
# So many records are moved in one transaction.
AT_ONCE = 500


@dataclass(frozen=True)
class Span:
    """Which days changed, or became certain. unit: where, and below; None: everywhere."""

    since: date
    until: date
    unit: Any = None


@dataclass(frozen=True)
class Move:
    """A record whose due date was computed anew and saved. The two dates are the same where only
    its certainty changed."""

    record: models.Model
    before: date
    after: date


# Brings up to so many open records up to date and says which; none when all are.
Recompute = Callable[[Span, int, datetime], Sequence[Move]]
DUE_DATES: Registry[Recompute] = Registry("due dates")


def follow_later(change: CalendarChange) -> None:
    """The job, in the transaction of the change; by name, since the task stands above. Without
    rooms that have due dates there is nothing to follow."""
    if any(DUE_DATES):
        app.configure_task(TASK, queue=QUEUE, lock=TASK).defer(change_id=change.pk)
    else:
        CalendarChange.objects.filter(pk=change.pk).update(finished_at=change.made_at)


def follow(*, change_id: int, now: datetime) -> None:
    """Move every open date that a change reaches."""
    for _name, recompute in DUE_DATES:
        while _step(change_id, recompute, now):
            pass
    CalendarChange.objects.filter(pk=change_id, finished_at=None).update(finished_at=now)


@transaction.atomic
def _step(change_id: int, recompute: Recompute, now: datetime) -> bool:
    rows = CalendarChange.objects.select_for_update(of=("self",))
    change = rows.select_related("notice__calendar__unit").get(pk=change_id)
    notice = change.notice
    moves = recompute(Span(change.since, change.until, notice.calendar.unit), AT_ONCE, now)
    moved = [move for move in moves if move.before != move.after]
    for move in moved:
        audit.record(
            "workcalendar.due_date_moved",
            move.record,
            by=None,
            at=now,
            before={"due_on": move.before},
            after={"due_on": move.after},
            reason=str(notice),
        )
    CalendarChange.objects.filter(pk=change_id).update(moved=models.F("moved") + len(moved))
    return bool(moves)
