"""Days as notices write them (通知中的日期): “2018年12月30日至2019年1月1日”, “29日（星期日）”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

WEEKDAYS = "一二三四五六日"
DAY = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:\((?P<beside>[^()]*)\))?"
)
_TO = re.compile(r"至|到|—+|–|-|~|～")
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
LONGEST = timedelta(days=31)


@dataclass(frozen=True)
class WrittenDay:
    """A day as it stands in the text; says: the weekday beside it, 0 for Monday."""

    day: date
    says: int | None
    has_year: bool
    start: int
    end: int

    @property
    def is_wrong(self) -> bool:
        return self.says is not None and self.says != self.day.weekday()


@dataclass
class DayReader:
    """Reads the days of one section: a day without a month is of the month before it, a month
    without a year of the year that the section gave it, else of the notice's."""

    year: int
    month: int | None = None
    years: dict[int, int] = field(default_factory=dict)

    def days(self, text: str) -> Iterator[WrittenDay]:
        """Raises ValueError for a day that no calendar has."""
        for match in DAY.finditer(text):
            month = int(match["month"]) if match["month"] else self.month
            if month is None:
                continue
            self.month = month
            if match["year"]:
                self.years[month] = int(match["year"])
            day = date(self.years.get(month, self.year), month, int(match["day"]))
            says = _weekday(match["beside"] or "")
            yield WrittenDay(day, says, bool(match["year"]), match.start(), match.end())


def stretches(text: str, days: list[WrittenDay]) -> Iterator[list[date]]:
    """Single days, and every day from one to another where 至 stands between them."""
    at = 0
    while at < len(days):
        one = days[at]
        between = text[one.end : days[at + 1].start] if at + 1 < len(days) else ""
        if _TO.fullmatch(between):
            yield list(days_from(one.day, days[at + 1].day))
            at += 2
        else:
            yield [one.day]
            at += 1


def days_from(first: date, last: date) -> Iterator[date]:
    """Every day of a stretch. Raises ValueError where it runs backward or too long."""
    if not timedelta(0) <= last - first <= LONGEST:
        raise ValueError(f"{first} – {last}")
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def _weekday(beside: str) -> int | None:
    found = _WEEKDAY.search(beside)
    return WEEKDAYS.index(found[1].replace("天", "日")) if found else None
