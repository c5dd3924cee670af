"""Writing the numbered days (逐日表) from the notices."""

from datetime import date, timedelta

from django.db import connection

from zhanqun.core.workcalendar.models import Calendar
from zhanqun.core.workcalendar.queries import read_calendar
from zhanqun.core.workcalendar.rules import WorkCalendar
from zhanqun.foundation import ids

FIRST_DAY = date(2006, 1, 1)
# No term of any norm that we hold is longer.
YEARS_AHEAD = 5

_WRITE = """
insert into zq_workcalendar_calendarday (calendar_id, day, is_working, number, unsettled)
select %s, day, is_working, number, unsettled
from unnest(%s::date[], %s::boolean[], %s::int[], %s::int[])
  as made(day, is_working, number, unsettled)
on conflict (calendar_id, day) do update
set is_working = excluded.is_working, number = excluded.number, unsettled = excluded.unsettled
where (zq_workcalendar_calendarday.is_working, zq_workcalendar_calendarday.number,
       zq_workcalendar_calendarday.unsettled)
   is distinct from (excluded.is_working, excluded.number, excluded.unsettled)
"""


def layers_of(row: Calendar) -> list[int]:
    """Ids of the nation's calendar, of those of the units above, and of this one."""
    if row.unit is None:
        return [row.pk]
    above = Calendar.objects.exclude(unit=None).order_by("unit__path")
    over = [one.pk for one in above.select_related("unit") if _covers(one, row)]
    return [*Calendar.objects.filter(unit=None).values_list("pk", flat=True), *over]


def _covers(upper: Calendar, row: Calendar) -> bool:
    return bool(upper.unit and row.unit and row.unit.path.startswith(upper.unit.path))


def project(row: Calendar) -> int:
    """Write the days of one calendar; returns how many differed from what stood there."""
    calendar = read_calendar(layers_of(row))
    last = date(max([FIRST_DAY.year, *calendar.years]) + YEARS_AHEAD, 12, 31)
    days = [FIRST_DAY + timedelta(days=at) for at in range((last - FIRST_DAY).days + 1)]
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            [
                row.pk,
                days,
                [calendar.is_working(day) for day in days],
                [calendar.number(day) for day in days],
                _unsettled(days, calendar),
            ],
        )
        return int(cursor.rowcount)


def _unsettled(days: list[date], calendar: WorkCalendar) -> list[int]:
    counts, count = [], 0
    for day in days:
        count += not calendar.is_settled(day)
        counts.append(count)
    return counts


def project_all(changed: Calendar) -> None:
    """After a change of one calendar: it, and every one that lies on top of it."""
    for row in Calendar.objects.select_related("unit").order_by("pk"):
        if changed.pk in layers_of(row):
            project(row)
            Calendar.objects.filter(pk=row.pk).update(stamp=ids.new_uid())
