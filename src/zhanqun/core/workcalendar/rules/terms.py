"""Terms (期限): so many working days, calendar days or months, and when they end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.core.workcalendar.rules.calendar import WorkCalendar
from zhanqun.core.workcalendar.rules.counting import (
    Pause,
    add_calendar_days,
    add_months,
    add_working_days,
)


class TermUnit(models.TextChoices):
    """What a term is counted in. Which law counts how: norms, `calendar.yaml`."""

    WORKING_DAYS = "working_days", _("个工作日")
    CALENDAR_DAYS = "calendar_days", _("日（自然日）")
    MONTHS = "months", _("个月")


@dataclass(frozen=True)
class Term:
    """A length of time (期限). norm: the clause that sets it, as people read it."""

    amount: int
    unit: str = TermUnit.WORKING_DAYS
    norm: str = ""

    def extended(self, amount: int) -> "Term":
        """The term with an extension, counted from the same start (延期)."""
        return Term(self.amount + amount, self.unit, self.norm)


@dataclass(frozen=True)
class Due:
    """The last day of a term. is_provisional: a notice yet to come may move it (暂定)."""

    on: date
    is_provisional: bool


def due(start: date, term: Term, calendar: WorkCalendar, *, pauses: Iterable[Pause] = ()) -> Due:
    """When a term that starts on `start` ends; that day itself never counts.

    Months know no pauses: no norm that we hold interrupts a period of months.
    """
    if term.unit == TermUnit.WORKING_DAYS:
        on = add_working_days(start, term.amount, calendar, pauses)
    elif term.unit == TermUnit.CALENDAR_DAYS:
        on = add_calendar_days(start, term.amount, calendar, pauses)
    else:
        on = add_months(start, term.amount, calendar)
    return Due(on, calendar.is_unsettled_between(start, on))
