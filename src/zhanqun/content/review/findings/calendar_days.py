"""Days that no calendar has, and weekdays that are another day's (日期与星期核对)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from zhanqun.content.review.findings.finding import WARN, Finding
from zhanqun.core.checks.api import Passage

# Full-width digits keep their places when they become plain ones.
_PLAIN_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_DAY = re.compile(
    r"(?:(?<!\d)(?P<year>(?:19|20)\d{2})\s*年\s*)?(?<!\d)(?P<month>\d{1,2})\s*月\s*"
    r"(?P<day>\d{1,2})\s*[日号](?!线|楼|路|院|车|台)"
    r"(?:\s*[(（]?\s*(?:星期|周)(?P<weekday>[一二三四五六日天])(?!年|岁|期)\s*[)）]?)?"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
# Months of the old calendar have thirty days whatever their number.
_OLD_CALENDAR = re.compile(r"(?:农历|阴历|旧历)\s*(?:\d{4}年)?\s*$")
_WEEKDAYS = "一二三四五六日"
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_findings(passage: Passage, published_on: date) -> Iterator[Finding]:
    """Days such as 2月30日, and a weekday that does not fit its day.

    published_on: the day that readers see. A day without a year is the one nearest to it, or of
    a year that the text has named before: only what fits none of them is told.
    """
    words = passage.text.translate(_PLAIN_DIGITS)
    years = [(match.start(), int(match[1])) for match in _YEAR.finditer(words)]
    for match in _DAY.finditer(words):
        if _OLD_CALENDAR.search(words, max(match.start() - 12, 0), match.start()):
            continue
        named = {year for _at, year in years[: bisect_right(years, (match.start(), 0))]}
        told = _told(match, published_on, named)
        if told:
            code, said = told
            place = (passage.field, *match.span(), passage.text[match.start() : match.end()])
            yield Finding(code, WARN, passage.where, said, *place)


def _told(match: re.Match[str], published_on: date, named: set[int]) -> tuple[str, str] | None:
    year, month, day = match["year"], int(match["month"]), int(match["day"])
    if not _exists(int(year) if year else None, month, day):
        return "time.no_such_day", _("没有“{day}”这一天，请核对。").format(day=match[0].strip())
    if match["weekday"] is None:
        return None
    meant = [date(int(year), month, day)] if year else _meant(month, day, published_on, named)
    weekday = match["weekday"].replace("天", "日")
    if weekday in {_WEEKDAYS[one.weekday()] for one in meant}:
        return None
    said = _("{day}是星期{right}，不是星期{wrong}，请核对。")
    right = f"{meant[0].year}年{month}月{day}日"
    facts = {"day": right, "right": _WEEKDAYS[meant[0].weekday()], "wrong": weekday}
    return "time.weekday", said.format(**facts)


def _meant(month: int, day: int, published_on: date, named: set[int]) -> list[date]:
    """The days that a text without a year may mean, the likeliest first."""
    others = [date(year, month, day) for year in sorted(named) if _exists(year, month, day)]
    return [_nearest(month, day, published_on), *others]


def _exists(year: int | None, month: int, day: int) -> bool:
    if not 1 <= month <= 12 or not 1 <= day <= _MONTH_DAYS[month - 1]:
        return False
    if (month, day) == (2, 29) and year is not None:
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return True


def _nearest(month: int, day: int, to: date) -> date:
    days = []
    for year in range(to.year - 4, to.year + 5):
        if _exists(year, month, day):
            days.append(date(year, month, day))
    return min(days, key=lambda one: abs(one - to))
