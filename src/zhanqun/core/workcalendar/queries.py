"""Reading the calendar."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from zhanqun.core.units import api as units
from zhanqun.core.workcalendar.models import Calendar, CalendarChange, HolidayNotice, NoticeDay
from zhanqun.core.workcalendar.rules import DayNote, WorkCalendar

# As one process holds them, by the calendars that lie on top of one another.
_held: dict[tuple[int, ...], tuple[list[UUID], WorkCalendar]] = {}


def work_calendar(unit: units.Unit | None = None) -> WorkCalendar:
    """The nation's calendar, with what the regions of `unit` add; one small read where nothing
    has changed."""
    rows = _layers(unit)
    stamps = [stamp for _key, stamp in rows]
    keys = tuple(key for key, _stamp in rows)
    held = _held.get(keys)
    if held is None or held[0] != stamps:
        held = _held[keys] = (stamps, read_calendar(keys))
    return held[1]


def calendar_row(unit: units.Unit | None) -> Calendar | None:
    """The uppermost layer that holds for a unit: whose numbered days the database joins."""
    rows = _layers(unit)
    return Calendar.objects.get(pk=rows[-1][0]) if rows else None


def seen_of(unit: units.Unit | None) -> str:
    """Tells whether the calendar of a unit changed since a page showed it."""
    return " ".join(str(stamp) for _key, stamp in _layers(unit))


def _layers(unit: units.Unit | None) -> list[tuple[int, UUID]]:
    """Ids and stamps of the calendars that hold for a unit, the nation's first."""
    holds = Q(unit=None)
    if unit is not None:
        above = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
        holds |= Q(unit__path__in=above)
    rows = Calendar.objects.filter(holds).order_by("unit__path")
    found = rows.values_list("unit_id", "pk", "stamp")
    return [row[1:] for row in sorted(found, key=lambda row: row[0] is not None)]


def read_calendar(keys: Sequence[int]) -> WorkCalendar:
    """Built anew from the notices of the calendars, the later layer and the later notice over
    the earlier."""
    notices = HolidayNotice.objects.filter(calendar__in=keys, withdrawn_at=None)
    nation = notices.filter(calendar__unit=None, is_annual=True)
    days = NoticeDay.objects.filter(notice__in=notices).values_list(
        "notice__calendar", "notice_id", "day", "is_working", "name", "notice__title"
    )
    exceptions: dict[date, bool] = {}
    notes: dict[date, DayNote] = {}
    for _key, _notice, day, is_working, name, title in sorted(
        days, key=lambda row: (keys.index(row[0]), row[1])
    ):
        exceptions[day] = is_working
        notes[day] = DayNote(name, title)
    return WorkCalendar(frozenset(nation.values_list("year", flat=True)), exceptions, notes)


def notices_newest_first(calendar: Calendar | None = None) -> QuerySet[HolidayNotice]:
    """Everybody at the desk may read them: they are public (放假通知)."""
    rows = HolidayNotice.objects.select_related("calendar__unit", "entered_by", "withdrawn_by")
    rows = rows.order_by("-year", "-id")
    return rows if calendar is None else rows.filter(calendar=calendar)


def changes_of(notice: HolidayNotice) -> QuerySet[CalendarChange]:
    return notice.changes.order_by("id")


def year_is_announced(year: int) -> bool:
    """Whether the nation's notice for a year has been entered."""
    return HolidayNotice.objects.filter(
        calendar__unit=None, is_annual=True, year=year, withdrawn_at=None
    ).exists()
