"""Why this date (期限依据): every day of a term, counted or not, with its reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.core.workcalendar.rules.calendar import WorkCalendar
from zhanqun.core.workcalendar.rules.counting import ONE_DAY, Pause, same_day_later
from zhanqun.core.workcalendar.rules.terms import Term, TermUnit


class Reason(models.TextChoices):
    """Why a day counts or does not."""

    START = "start", _("起算日，不计")
    WORKING = "working", _("工作日")
    MADE_UP = "made_up", _("调休上班，计入")
    WEEKEND = "weekend", _("周末，不计")
    HOLIDAY = "holiday", _("放假，不计")
    PAUSED = "paused", _("停止计算")
    DAY = "day", _("计入")
    MOVED = "moved", _("期满日休息，顺延")


@dataclass(frozen=True)
class CountedDay:
    """One day. number: which of the term's days it is; None where it does not count.

    name, source: of the holiday or make-up day, and the notice that set it.
    """

    day: date
    reason: str
    number: int | None = None
    name: str = ""
    source: str = ""
    is_settled: bool = True

    @property
    def label(self) -> str:
        return str(Reason(self.reason).label)


@dataclass(frozen=True)
class Span:
    """Days in a row for one reason."""

    first: date
    last: date
    reason: str
    name: str


@dataclass(frozen=True)
class Reckoning:
    """A term counted out day by day."""

    start: date
    term: Term
    days: list[CountedDay]
    # Years whose notice may still move the date.
    awaited: list[int]

    @property
    def due_on(self) -> date:
        return self.days[-1].day

    @property
    def is_provisional(self) -> bool:
        return bool(self.awaited)

    def spans(self) -> Iterator[Span]:
        for (reason, name), run in groupby(self.days, key=lambda day: (day.reason, day.name)):
            days = list(run)
            yield Span(days[0].day, days[-1].day, reason, name)


def explain(
    start: date, term: Term, calendar: WorkCalendar, *, pauses: Iterable[Pause] = ()
) -> Reckoning:
    """Walk the days of a term; ends on the very day that `due` computes."""
    days = [_of(start, Reason.START, calendar)]
    if term.amount > 0 and term.unit == TermUnit.WORKING_DAYS:
        days += _working_days(start, term.amount, calendar, list(pauses))
    elif term.amount > 0:
        days += _all_days(start, term, calendar, list(pauses))
    return Reckoning(start, term, days, calendar.awaited_between(start, days[-1].day))


def _working_days(
    start: date, amount: int, calendar: WorkCalendar, pauses: list[Pause]
) -> Iterator[CountedDay]:
    day, number = start, 0
    while number < amount:
        day += ONE_DAY
        if any(day in pause for pause in pauses):
            yield _of(day, Reason.PAUSED, calendar)
        elif calendar.is_working(day):
            number += 1
            made_up = day.weekday() >= 5
            yield _of(day, Reason.MADE_UP if made_up else Reason.WORKING, calendar, number)
        else:
            yield _of(day, _rest(day, calendar), calendar)


def _all_days(
    start: date, term: Term, calendar: WorkCalendar, pauses: list[Pause]
) -> Iterator[CountedDay]:
    in_months = term.unit == TermUnit.MONTHS
    amount = (same_day_later(start, term.amount) - start).days if in_months else term.amount
    day, number = start, 0
    while number < amount:
        day += ONE_DAY
        if not in_months and any(day in pause for pause in pauses):
            yield _of(day, Reason.PAUSED, calendar)
        else:
            number += 1
            yield _of(day, Reason.DAY, calendar, number)
    while not calendar.is_working(day):
        day += ONE_DAY
        yield _of(day, Reason.MOVED, calendar)


def _rest(day: date, calendar: WorkCalendar) -> Reason:
    return Reason.HOLIDAY if day in calendar.exceptions else Reason.WEEKEND


def _of(day: date, reason: Reason, calendar: WorkCalendar, number: int | None = None) -> CountedDay:
    note = calendar.notes.get(day)
    name, source = (note.name, note.source) if note else ("", "")
    return CountedDay(day, reason, number, name, source, calendar.is_settled(day))
