"""Figures counted from cases and documents (自动统计), in the database.

`requests_in` says of every figure of the third table which requests it counts: the same words
count it and open it.

Source: 国办公开办函〔2021〕30号, tables 二, 三, 四.
"""

from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhanqun.affairs.annualreports.figures import Figures
from zhanqun.affairs.annualreports.layout import (
    APPLICANTS,
    CARRIED_IN,
    CARRIED_OUT,
    HANDLED,
    NEW,
    TOTAL,
    rows_of_requests,
)
from zhanqun.affairs.annualreports.years import first_of, last_of
from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.requests.api import Request


def requests_in(row: str, year: int) -> Q:
    """The requests that a row of the third table counts."""
    first, last = first_of(year), last_of(year)
    concluded = Q(concluded_on__range=(first, last))
    special = {
        NEW: Q(received_on__range=(first, last)),
        CARRIED_IN: Q(received_on__lt=first) & (Q(concluded_on=None) | Q(concluded_on__gte=first)),
        HANDLED: concluded,
        CARRIED_OUT: Q(received_on__lte=last) & (Q(concluded_on=None) | Q(concluded_on__gt=last)),
    }
    return special.get(row, concluded & Q(outcome=row))


def requests_at(publisher: Publisher, place: str, year: int) -> QuerySet[Request]:
    """The requests behind one figure of the third table."""
    _table, row, column = place.split(".")
    rows = Request.objects.filter(requests_in(row, year), publisher=publisher)
    return rows if column == TOTAL else rows.filter(applicant=column)


def requests_counted(publisher: Publisher, year: int) -> Figures:
    """The third table. Its sums are counted by themselves, not added up: where they differ from
    their parts, a record contradicts itself, and the check says which."""
    first = first_of(year)
    touched = Q(received_on__gte=first) | Q(concluded_on=None) | Q(concluded_on__gte=first)
    rows = Request.objects.filter(touched, publisher=publisher).order_by()
    counts: Any = {row: Count("pk", filter=requests_in(row, year)) for row in rows_of_requests()}
    found: Figures = {}
    by_applicant: Any = rows.values("applicant").annotate(**counts)
    for known in by_applicant:
        applicant = known.pop("applicant")
        for row, number in known.items():
            total = f"t3.{row}.{TOTAL}"
            found[total] = found.get(total, Decimal(0)) + number
            if applicant in APPLICANTS:
                found[f"t3.{row}.{applicant}"] = Decimal(number)
    return found
