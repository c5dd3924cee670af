"""Working-day arithmetic (工作日计算): plain functions, no database, no clock."""

from zhanqun.core.workcalendar.rules.calendar import DayNote, WorkCalendar
from zhanqun.core.workcalendar.rules.counting import (
    Pause,
    add_calendar_days,
    add_months,
    add_working_days,
    due_dates,
    earliest_end,
    end_of,
    hours_after,
    next_working_day,
    same_day_later,
    working_days_between,
)
from zhanqun.core.workcalendar.rules.explaining import CountedDay, Reason, Reckoning, explain
from zhanqun.core.workcalendar.rules.starts import NotStarted, StartRule, start_on
from zhanqun.core.workcalendar.rules.terms import Due, Term, TermUnit, due

__all__ = [
    "CountedDay",
    "DayNote",
    "Due",
    "NotStarted",
    "Pause",
    "Reason",
    "Reckoning",
    "StartRule",
    "Term",
    "TermUnit",
    "WorkCalendar",
    "add_calendar_days",
    "add_months",
    "add_working_days",
    "due",
    "due_dates",
    "earliest_end",
    "end_of",
    "explain",
    "hours_after",
    "next_working_day",
    "same_day_later",
    "start_on",
    "working_days_between",
]
