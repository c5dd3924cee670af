"""Figures of requests for the desk (依申请公开统计): received, concluded, in time, how long, why.

Counted in the database, of requests by the day on which they were received: figures of a year
still move while its requests run, which the page says.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Func, IntegerField, Max, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from zhanqun.affairs.requests import policies
from zhanqun.affairs.requests.models import Consultation, Correction, Request
from zhanqun.core.casework.api import CaseEvent, EventKind, MedianDays
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role

OVERSEERS = (*policies.OFFICE, Role.SUPERVISOR)
CONCLUDED = Q(concluded_on__isnull=False)
# Calendar days from receipt to conclusion.
DAYS = Func(
    F("concluded_on"),
    F("received_on"),
    template="(%(expressions)s)",
    arg_joiner=" - ",
    output_field=IntegerField(),
)
COUNTED = {
    "received": Count("pk"),
    "concluded": Count("concluded_on"),
    "late": Count("pk", filter=Q(case__is_late=True)),
    "in_time": Count("pk", filter=CONCLUDED & Q(case__is_late=False)),
    "median_days": MedianDays(DAYS, filter=CONCLUDED),
    "longest_days": Max(DAYS, filter=CONCLUDED),
    "extended": Count("pk", filter=Q(is_extended=True)),
    "corrected": Count("pk", filter=Q(is_corrected=True)),
    "consulted": Count("pk", filter=Q(is_consulted=True)),
}


@dataclass(frozen=True)
class Figures:
    """What became of some requests. late: whether concluded or not; median_days, longest_days:
    calendar days to the conclusion; extended, corrected, consulted: with such a step."""

    received: int
    concluded: int
    late: int
    in_time: int
    median_days: float | None
    longest_days: int | None
    extended: int
    corrected: int
    consulted: int

    @property
    def running(self) -> int:
        return self.received - self.concluded

    @property
    def in_time_share(self) -> float | None:
        """Of what was due by now, concluded or not, how much was concluded in time (按期率)."""
        due = self.in_time + self.late
        return self.in_time / due if due else None


def counted_for(
    user: Any, since: date, until: date, *, unit: int | None = None
) -> QuerySet[Request]:
    """Requests received in a span by the publishers that a person oversees; unit: of one alone."""
    covered = units.units_covered(user, OVERSEERS)
    rows = Request.objects.filter(
        publisher__unit__in=covered, received_on__gte=since, received_on__lte=until
    )
    return rows.filter(publisher__unit=unit) if unit else rows


def figures_in(rows: QuerySet[Request]) -> Figures:
    return Figures(**_stepped(rows).aggregate(**COUNTED))


def figures_by(rows: QuerySet[Request], by: str) -> dict[Any, Figures]:
    """By "publisher__unit", "applicant", "outcome" or "month"."""
    stepped = _stepped(rows)
    if by == "month":
        stepped = stepped.annotate(month=TruncMonth("received_on"))
    found: Any = stepped.values(by).annotate(**COUNTED).order_by(by)
    return {row.pop(by): Figures(**row) for row in found}


def _stepped(rows: QuerySet[Request]) -> QuerySet[Request]:
    of_request = {"request": OuterRef("pk")}
    extensions = CaseEvent.objects.filter(case=OuterRef("case"), kind=EventKind.EXTENDED)
    return rows.order_by().annotate(
        is_extended=Exists(extensions),
        is_corrected=Exists(Correction.objects.filter(**of_request)),
        is_consulted=Exists(Consultation.objects.filter(**of_request)),
    )
