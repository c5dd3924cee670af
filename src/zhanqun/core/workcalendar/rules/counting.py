"""Counting days (期限计算).

Source: 《民法典》 Art. 200–204; the start day never counts (Art. 201), whatever day it is.
"""

import calendar as months
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from zhanqun.core.workcalendar.rules.calendar import WorkCalendar
from zhanqun.foundation.clock import BEIJING

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pause:
    """Days on which the clock stands (停止计算): first and last, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def add_working_days(
    start: date, days: int, calendar: WorkCalendar, pauses: Iterable[Pause] = ()
) -> date:
    """The last of `days` working days after `start`; 0 days end on the day itself (即办)."""
    if days <= 0:
        return start
    number = calendar.number(start) + days
    due_on = calendar.working_day(number)
    for pause in separate(pauses, start):
        if pause.first > due_on:
            break
        number += working_days_between(pause.first - ONE_DAY, pause.last, calendar)
        due_on = calendar.working_day(number)
    return due_on


def due_dates(starts: Sequence[date], days: Sequence[int], calendar: WorkCalendar) -> list[date]:
    """`add_working_days` for many starts and terms at once, in the same order."""
    index = calendar.index
    numbers, working, offset = index.numbers, index.days, index.first_number
    try:
        ends = [numbers[start] + term - offset for start, term in zip(starts, days, strict=True)]
        if min(ends, default=0) >= 0 and min(days, default=1) > 0:
            return [working[end] for end in ends]
    except (KeyError, IndexError):
        pass  # a day outside the span that is held ready
    pairs = zip(starts, days, strict=True)
    return [add_working_days(start, term, calendar) for start, term in pairs]


def working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """Working days after `start` up to and including `end`; negative where `end` lies before."""
    return calendar.number(end) - calendar.number(start)


def next_working_day(day: date, calendar: WorkCalendar) -> date:
    """The day itself where it works, else the first working day after it (顺延).

    Source: 《民法典》 Art. 203.
    """
    return day if calendar.is_working(day) else calendar.working_day(calendar.number(day) + 1)


def add_calendar_days(
    start: date, days: int, calendar: WorkCalendar, pauses: Iterable[Pause] = ()
) -> date:
    """The end of a period in calendar days, moved to the next working day where it rests.

    Source: 《民法典》 Art. 201, 203.
    """
    return next_working_day(unmoved_end(start, days, pauses), calendar) if days > 0 else start


def unmoved_end(start: date, days: int, pauses: Iterable[Pause] = ()) -> date:
    """The last of `days` calendar days after `start`, wherever it falls."""
    end = start + timedelta(days=days)
    for pause in separate(pauses, start):
        if pause.first > end:
            break
        end += pause.last - pause.first + ONE_DAY
    return end


def add_months(start: date, number: int, calendar: WorkCalendar) -> date:
    """The matching day so many months later, or the month's last; moved where it rests.

    Source: 《民法典》 Art. 202, 203.
    """
    return next_working_day(same_day_later(start, number), calendar)


def same_day_later(start: date, number: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def earliest_end(start: date, days: int) -> date:
    """The earliest last day of a period of at least so many calendar days (征求意见期限)."""
    return start + timedelta(days=days)


def end_of(day: date) -> datetime:
    """When the last day of a period ends: 24:00 in Beijing. Source: 《民法典》 Art. 203."""
    return datetime.combine(day + ONE_DAY, time.min, BEIJING)


def hours_after(moment: datetime, hours: int) -> datetime:
    """The end of a period in hours, which begins at the moment. Source: 《民法典》 Art. 201."""
    return moment + timedelta(hours=hours)


def separate(pauses: Iterable[Pause], start: date) -> list[Pause]:
    """Pauses after `start` in order, those that overlap or touch made one."""
    found: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: one.first):
        first = max(pause.first, start + ONE_DAY)
        if pause.last < first:
            continue
        if found and first <= found[-1].last + ONE_DAY:
            found[-1] = Pause(found[-1].first, max(found[-1].last, pause.last))
        else:
            found.append(Pause(first, pause.last))
    return found
