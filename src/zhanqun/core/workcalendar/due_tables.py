"""Due dates in the database (期限批量计算): joined with the numbered days, never walked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from psycopg import sql

from zhanqun.core.workcalendar.models import Calendar
from zhanqun.core.workcalendar.moving import Span


@dataclass(frozen=True)
class DueTable:
    """Names of a table that holds terms in working days, and of its columns.

    days: the whole term, extensions and pauses included. is_open: a condition in SQL on the row
    `c`, written by us, for those that may still move.
    """

    table: str
    key: str = "id"
    start: str = "start_on"
    days: str = "term_days"
    due: str = "due_on"
    provisional: str = "is_provisional"
    is_open: str = "true"

    def _parts(self) -> dict[str, sql.Composable]:
        names = ("table", "key", "start", "days", "due", "provisional")
        parts: dict[str, sql.Composable] = {n: sql.Identifier(getattr(self, n)) for n in names}
        return parts | {"is_open": sql.SQL(self.is_open)}

    def counted(self) -> sql.Composed:
        """A query of every row: key, the date it has, the date and certainty it should have; its
        parameter is the calendar, by name."""
        return sql.SQL(_COUNTED).format(**self._parts())

    def moving(self) -> sql.Composed:
        return sql.SQL(_MOVE).format(counted=self.counted(), **self._parts())


_COUNTED = """
select c.{key} as key, c.{due} as before, d.day as after, d.unsettled > s.unsettled as provisional
from {table} c
join zq_workcalendar_calendarday s on s.calendar_id = %(calendar)s and s.day = c.{start}
join zq_workcalendar_calendarday d
  on d.calendar_id = %(calendar)s and d.is_working and d.number = s.number + c.{days}
where c.{days} > 0
"""
_MOVE = """
with moved as (
  {counted} and ({is_open}) and c.{due} >= %(since)s and c.{start} < %(until)s
  and (c.{due}, c.{provisional}) is distinct from (d.day, d.unsettled > s.unsettled)
  order by c.{key} limit %(limit)s for update of c
)
update {table} c set {due} = moved.after, {provisional} = moved.provisional
from moved where c.{key} = moved.key
returning moved.key, moved.before, moved.after
"""


def move_due_dates(
    due_table: DueTable, calendar: Calendar, span: Span, limit: int
) -> list[tuple[Any, date | None, date]]:
    """Write the dates of open rows that a change of `calendar` moved, and no others.

    Returns key, date before and after of each row written: also those whose date stayed and only
    its certainty changed.
    """
    facts: dict[str, Any] = {
        "calendar": calendar.pk,
        "since": span.since,
        "until": span.until,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(due_table.moving(), facts)
        return [(key, before, after) for key, before, after in cursor.fetchall()]
