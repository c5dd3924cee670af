"""The warning ladder (催办阶梯): before the due date, on it, and after; plain functions."""

from datetime import date, timedelta

from zhanqun.core.workcalendar.api import WorkCalendar, add_working_days, working_days_between

NONE, SOON, TODAY, LATE = 0, 1, 2, 3
# So many working days before the due date the first warning comes.
BEFORE_DAYS = 2
# After the first day late a rung more every so many working days.
AGAIN_DAYS = 5
ONE_DAY = timedelta(days=1)


def soon_on(due_on: date, calendar: WorkCalendar) -> date:
    """The day of the first warning: so many working days are left, the due date included."""
    return calendar.working_day(calendar.number(due_on) - BEFORE_DAYS)


def rung_at(due_on: date, today: date, calendar: WorkCalendar) -> int:
    """The newest rung that has come on a day."""
    if today > due_on:
        passed = working_days_between(due_on + ONE_DAY, today, calendar)
        return LATE + max(passed, 0) // AGAIN_DAYS
    if today == due_on:
        return TODAY
    return SOON if today >= soon_on(due_on, calendar) else NONE


def rung_on(due_on: date, rung: int, calendar: WorkCalendar) -> date:
    """The day on which a rung comes."""
    if rung <= SOON:
        return soon_on(due_on, calendar)
    if rung == TODAY:
        return due_on
    return add_working_days(due_on + ONE_DAY, (rung - LATE) * AGAIN_DAYS, calendar)
