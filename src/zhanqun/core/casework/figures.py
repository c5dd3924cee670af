"""Figures of cases (办件统计): received, answered, in time, median days, satisfaction.

Counted in the database from the cases themselves, by the month of their start: a month's figures
still move while its cases run, which the page says.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
    QuerySet,
)
from django.db.models.functions import TruncDate, TruncMonth

from zhanqun.core.casework.models import Case
from zhanqun.core.casework.policies import OFFICE, OVERSEERS
from zhanqun.core.units import api as units
from zhanqun.foundation import clock

# 非常满意, 满意, 基本满意 of GB/T 39046-2020, A.8.
SATISFIED_FROM = 3
ANSWERED = Q(answered_at__isnull=False)


class MedianDays(Aggregate):
    """Calendar days from start to answer; half of the cases took no longer."""

    template = "percentile_cont(0.5) within group (order by %(expressions)s)"
    output_field = FloatField()


DAYS_TAKEN = Func(
    TruncDate("answered_at", tzinfo=clock.BEIJING),
    F("start_on"),
    template="(%(expressions)s)",
    arg_joiner=" - ",
    output_field=IntegerField(),
)
COUNTED = {
    "received": Count("pk"),
    "answered": Count("answered_at"),
    "otherwise": Count("pk", filter=Q(ended_at__isnull=False) & ~ANSWERED),
    "late": Count("pk", filter=Q(is_late=True)),
    "in_time": Count("pk", filter=ANSWERED & Q(is_late=False)),
    "median_days": MedianDays(DAYS_TAKEN, filter=ANSWERED),
    "rated": Count("satisfaction"),
    "satisfied": Count("pk", filter=Q(satisfaction__lte=SATISFIED_FROM)),
}


@dataclass(frozen=True)
class Figures:
    """What became of some cases.

    otherwise: declined or closed without an answer. late: whether answered or not. median_days:
    calendar days from start to answer. rated, satisfied: writers who said so.
    """

    received: int
    answered: int
    otherwise: int
    late: int
    in_time: int
    median_days: float | None
    rated: int
    satisfied: int

    @property
    def in_time_share(self) -> float | None:
        return self.in_time / self.answered if self.answered else None

    @property
    def satisfied_share(self) -> float | None:
        return self.satisfied / self.rated if self.rated else None

    @property
    def running(self) -> int:
        """Neither answered nor ended otherwise."""
        return self.received - self.answered - self.otherwise


@dataclass(frozen=True)
class UnitFigures(Figures):
    """What one unit did with the cases that began in one month; unit_id: None for those that no
    unit holds."""

    unit_id: int | None
    month: date


def figures_of(user: Any, since: date, until: date, *, kind: str = "") -> list[UnitFigures]:
    """Figures of the offices that a person may see, from the month of `since` up to `until`."""
    offices = sorted(units.units_covered(user, (*OFFICE, *OVERSEERS)))
    began = {"start_on__gte": since.replace(day=1), "start_on__lt": until}
    cases = Case.objects.filter(office_id__in=offices, **began)
    if kind:
        cases = cases.filter(kind=kind)
    rows = cases.annotate(month=TruncMonth("start_on")).order_by("month", "unit_id")
    counted: Any = rows.values("unit_id", "month").annotate(**COUNTED)
    return [UnitFigures(**row) for row in counted]


def figures_by(cases: QuerySet[Case], by: str) -> dict[Any, Figures]:
    """Figures of cases that somebody chose, by "unit_id" or by "month"; asks for no user: what is
    chosen must be fit to be public."""
    rows = cases.order_by()
    rows = rows.annotate(month=TruncMonth("start_on")) if by == "month" else rows
    found = rows.values(by).annotate(**COUNTED)
    return {row.pop(by): Figures(**row) for row in found}


def figures_in(cases: QuerySet[Case]) -> Figures:
    """Figures of all of these cases together; see `figures_by`."""
    return Figures(**cases.order_by().aggregate(**COUNTED))
