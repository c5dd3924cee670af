"""Reconsiderations and lawsuits of the fourth table (表四): which ones a figure counts.

A case counts in the year in which it ended, by its result, and as pending in each year at whose
end it still runs.

Source: 国办公开办函〔2021〕30号, 表四.
"""

from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhanqun.affairs.annualreports.figures import Figures
from zhanqun.affairs.annualreports.layout import RESULTS, TOTAL
from zhanqun.affairs.annualreports.years import first_of, last_of
from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.requests.api import Dispute, DisputeResult


def disputes_at(publisher: Publisher, place: str, year: int) -> QuerySet[Dispute]:
    """The cases behind one figure; "t4.reconsideration.upheld"."""
    _table, group, column = place.split(".")
    return Dispute.objects.filter(_meant(column, year), publisher=publisher, kind=group)


def disputes_counted(publisher: Publisher, year: int) -> Figures:
    counts: Any = {column: Count("pk", filter=_meant(column, year)) for column in (*RESULTS, TOTAL)}
    cases = Dispute.objects.filter(publisher=publisher).order_by()
    rows: Any = cases.values("kind").annotate(**counts)
    return {f"t4.{row['kind']}.{column}": Decimal(row[column]) for row in rows for column in counts}


def _meant(column: str, year: int) -> Q:
    first, last = first_of(year), last_of(year)
    ended = Q(concluded_on__range=(first, last))
    pending = Q(opened_on__lte=last) & (Q(concluded_on=None) | Q(concluded_on__gt=last))
    if column == TOTAL:
        return ended | pending
    return pending if column == DisputeResult.PENDING else ended & Q(result=column)
