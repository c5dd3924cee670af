"""Which days work (工作日历), with a number for every working day, so that nothing is walked.

Every working day has a number that grows by one: the number of working days since 1 January of
year 1, that day included. The n-th working day after a day is then one look-up, and the working
days between two days one subtraction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

# From this day of December on, the notice of the next year may still make days work or rest:
# make-up days for New Year lay on 29 to 31 December in 2006, 2007 and 2018, and lie within six
# days of the holiday.
REACH_BACK = (12, 26)
# So many years past the last notice are held ready; what lies beyond is computed.
YEARS_AHEAD = 5


@dataclass(frozen=True)
class DayNote:
    """Why a day differs from Monday to Friday. source: the notice."""

    name: str
    source: str = ""


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """Days that differ from Monday to Friday (节假日与调休).

    years: those whose notice of the State Council has been entered.
    exceptions: True works (调休上班), False rests (放假).
    """

    years: frozenset[int]
    exceptions: Mapping[date, bool]
    notes: Mapping[date, DayNote] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() < 5)

    def is_settled(self, day: date) -> bool:
        """Whether a notice yet to come can no longer change the day (已公布)."""
        return not self.is_unsettled_between(day - timedelta(days=1), day)

    def awaited_between(self, start: date, end: date) -> list[int]:
        """Years whose notice may still change a day after `start` up to `end` (尚未公布)."""
        awaited = []
        first = start + timedelta(days=1)
        for year in range(first.year, end.year + 1 if first <= end else first.year):
            if year not in self.years:
                awaited.append(year)
            elif year + 1 not in self.years and date(year, *REACH_BACK) <= end:
                awaited.append(year + 1)
        return list(dict.fromkeys(awaited))

    def is_unsettled_between(self, start: date, end: date) -> bool:
        return bool(self.awaited_between(start, end))

    def number(self, day: date) -> int:
        """How many working days there are up to and including `day` (工作日序号)."""
        found = self.index.numbers.get(day)
        return self.index.number_outside(day) if found is None else found

    def working_day(self, number: int) -> date:
        """The working day with this number."""
        at = number - self.index.first_number
        if 0 <= at < len(self.index.days):
            return self.index.days[at]
        return self.index.day_outside(number)

    @cached_property
    def index(self) -> "Index":
        years = [day.year for day in self.exceptions] or [2000]
        return Index.over(self, date(min(years), 1, 1), date(max(years) + YEARS_AHEAD, 12, 31))


@dataclass(frozen=True)
class Index:
    """Numbers of all days of a span, and its working days in order.

    first_number: of days[0]. after: by how much the count up to the span's end differs from that
    of Mondays to Fridays; before the span they agree.
    """

    first: date
    last: date
    numbers: Mapping[date, int]
    days: list[date]
    first_number: int
    after: int

    @classmethod
    def over(cls, calendar: WorkCalendar, first: date, last: date) -> "Index":
        count = weekdays_through(first - timedelta(days=1))
        numbers, days, first_number = {}, [], count + 1
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if calendar.is_working(day):
                count += 1
                days.append(day)
            numbers[day] = count
        return cls(first, last, numbers, days, first_number, count - weekdays_through(last))

    def number_outside(self, day: date) -> int:
        return weekdays_through(day) + (self.after if day > self.last else 0)

    def day_outside(self, number: int) -> date:
        return weekday_of(number - (self.after if number >= self.first_number else 0))


def weekdays_through(day: date) -> int:
    """Mondays to Fridays from 1 January of year 1, a Monday, up to and including `day`."""
    weeks, rest = divmod(day.toordinal(), 7)
    return 5 * weeks + min(rest, 5)


def weekday_of(number: int) -> date:
    """The day that is the number-th from Monday to Friday."""
    weeks, rest = divmod(number - 1, 5)
    return date.fromordinal(7 * weeks + rest + 1)
