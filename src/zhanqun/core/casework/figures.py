"""Figures per unit and month (办件统计): received, answered, in time, median days, satisfaction.

Counted in the database from the cases themselves, by the month of their start: a month's figures
still move while its cases run, which the page says.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from zhanqun.core.casework.models import Case
from zhanqun.core.casework.policies import OFFICE, OVERSEERS
from zhanqun.core.units import api as units

# 非常满意, 满意, 基本满意 of GB/T 39046-2020, A.8.
SATISFIED_FROM = 3
_COUNT = f"""
select unit_id, date_trunc('month', start_on)::date as month,
  count(*) as received,
  count(answered_at) as answered,
  count(*) filter (where ended_at is not null and answered_at is null) as otherwise,
  count(*) filter (where is_late) as late,
  count(*) filter (where answered_at is not null and not is_late) as in_time,
  percentile_cont(0.5) within group (
    order by (answered_at at time zone 'Asia/Shanghai')::date - start_on
  ) filter (where answered_at is not null) as median_days,
  count(satisfaction) as rated,
  count(*) filter (where satisfaction <= {SATISFIED_FROM}) as satisfied
from {Case._meta.db_table}
where start_on >= %(since)s and start_on < %(until)s and office_id = any(%(offices)s)
  and (%(kind)s = '' or kind = %(kind)s)
group by unit_id, month
order by month, unit_id
"""  # noqa: S608


@dataclass(frozen=True)
class UnitFigures:
    """What one unit did with the cases that began in one month.

    unit_id: None for those that no unit holds. otherwise: declined or closed without an answer.
    late: whether answered or not. median_days: calendar days from start to answer. rated,
    satisfied: writers who said so.
    """

    unit_id: int | None
    month: date
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


def figures_of(user: Any, since: date, until: date, *, kind: str = "") -> list[UnitFigures]:
    """Figures of the offices that a person may see, from the month of `since` up to `until`."""
    offices = sorted(units.units_covered(user, (*OFFICE, *OVERSEERS)))
    facts: dict[str, Any] = {
        "since": since.replace(day=1),
        "until": until,
        "offices": offices,
        "kind": kind,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, facts)
        return [UnitFigures(*row) for row in cursor.fetchall()]
