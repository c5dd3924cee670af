"""How often the same applicant applies (同一申请人的申请数量).

Source: 《政府信息公开条例》第三十五条; 国办函〔2020〕109号: one applicant, one natural month.
"""

from dataclasses import dataclass

from zhanqun.affairs.requests.models import Request


@dataclass(frozen=True)
class Count:
    """Applications of one applicant to one publisher in the month and the year of this one."""

    in_month: int
    in_year: int


def count_of(request: Request) -> Count:
    """1 and 1 where nobody is named."""
    if not request.applicant_key:
        return Count(1, 1)
    day = request.received_on
    rows = Request.objects.filter(
        applicant_key=request.applicant_key,
        publisher=request.publisher_id,
        received_on__year=day.year,
    )
    return Count(rows.filter(received_on__month=day.month).count(), rows.count())


def number_in_month(request: Request) -> int:
    """The how many-th of its applicant's month it is, from 1 (当月第几件)."""
    if not request.applicant_key:
        return 1
    day = request.received_on
    earlier = Request.objects.filter(
        applicant_key=request.applicant_key,
        publisher=request.publisher_id,
        received_on__gte=day.replace(day=1),
        received_on__lte=day,
    )
    return earlier.exclude(received_on=day, pk__gt=request.pk).count()
