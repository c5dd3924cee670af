"""The calendar as pages show it: months, festivals, days of a notice (日历展示)."""

import calendar as months
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from zhanqun.core.workcalendar.rules import DayNote, WorkCalendar, working_days_between
from zhanqun.core.workcalendar.telling import stretch

REST, WORK, WEEKEND, PLAIN = "rest", "work", "weekend", ""


@dataclass(frozen=True)
class ShownDay:
    """A cell. kind: rest (放假), work (调休上班), weekend, or plain; words: for who listens."""

    day: date
    kind: str
    words: str = ""
    is_today: bool = False

    @property
    def mark(self) -> str:
        return {REST: _("休"), WORK: _("班")}.get(self.kind, "")


@dataclass(frozen=True)
class ShownSpan:
    """Days in a row that rest or work, with the festival's name."""

    kind: str
    days: str
    name: str

    @property
    def mark(self) -> str:
        return _("休") if self.kind == REST else _("班")


@dataclass(frozen=True)
class ShownMonth:
    """A month: weeks of seven cells, None where the week reaches beyond it."""

    number: int
    working_days: int
    weeks: list[list[ShownDay | None]]
    spans: list[ShownSpan]


def shown_year(year: int, calendar: WorkCalendar, today: date) -> list[ShownMonth]:
    return [_month(year, number, calendar, today) for number in range(1, 13)]


def _month(year: int, number: int, calendar: WorkCalendar, today: date) -> ShownMonth:
    first = date(year, number, 1)
    last = date(year, number, months.monthrange(year, number)[1])
    weeks = [
        [_day(day, calendar, today) if day.month == number else None for day in week]
        for week in months.Calendar().monthdatescalendar(year, number)
    ]
    shown = [cell for week in weeks for cell in week if cell]
    working = working_days_between(first - timedelta(days=1), last, calendar)
    return ShownMonth(number, working, weeks, list(_spans(shown, calendar)))


def _day(day: date, calendar: WorkCalendar, today: date) -> ShownDay:
    note = calendar.notes.get(day)
    name = note.name if note else ""
    if not calendar.is_working(day):
        rests = day in calendar.exceptions
        words = _("{name}放假").format(name=name) if rests else ""
        return ShownDay(day, REST if rests else WEEKEND, words, day == today)
    if day.weekday() >= 5:
        return ShownDay(day, WORK, _("{name}调休上班").format(name=name), day == today)
    return ShownDay(day, PLAIN, "", day == today)


def _spans(days: Iterable[ShownDay], calendar: WorkCalendar) -> Iterator[ShownSpan]:
    def festival(cell: ShownDay) -> tuple[str, str]:
        return cell.kind, calendar.notes.get(cell.day, DayNote("")).name

    for (kind, name), run in groupby(days, festival):
        cells = list(run)
        if kind in (REST, WORK):
            yield ShownSpan(kind, stretch(cells[0].day, cells[-1].day), name)


@dataclass(frozen=True)
class Festival:
    """What a notice sets for one festival, in words to be compared with its text."""

    name: str
    rests: str
    rest_count: int
    works: str


def festivals(days: Iterable[tuple[date, bool, str]]) -> list[Festival]:
    """Days of a notice, (day, works, name), festival by festival in the order of the year."""
    by_name: dict[str, list[tuple[date, bool]]] = {}
    for day, works, name in sorted(days):
        by_name.setdefault(name, []).append((day, works))
    return [
        Festival(
            name,
            _runs([day for day, works in rows if not works]),
            sum(not works for _day, works in rows),
            _runs([day for day, works in rows if works]),
        )
        for name, rows in by_name.items()
    ]


def _runs(days: list[date]) -> str:
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join(stretch(run[0], run[-1]) for run in runs)
