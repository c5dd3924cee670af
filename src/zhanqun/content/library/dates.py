"""Dates as people write them in Chinese documents and sheets (日期)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy

from zhanqun.foundation.errors import DomainError

BEIJING = ZoneInfo("Asia/Shanghai")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

_DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_YEAR = r"(?:\d{4}|[〇○零Ｏ一二三四五六七八九]{4})"
_HAN_DATE = re.compile(rf"({_YEAR})\s*年\s*({_NUMBER})\s*月\s*({_NUMBER})\s*[日号]")
_PLAIN_DATE = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT_DATE = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_MONTH_ONLY = re.compile(rf"{_YEAR}\s*(?:年\s*{_NUMBER}\s*月?|[-./]\s*\d{{1,2}})")
_TIME = re.compile(
    r"[T\s]*(\d{1,2})\s*[:：时点]\s*(\d{1,2})(?:\s*[:：分]\s*(\d{1,2}))?(?:\.\d+)?\s*[分秒]?"
)
_ZONE = re.compile(r"\s*(Z|[+-]\d{2}:?\d{2})")
_WEEKDAY = re.compile(r"\s*[(（]?\s*(?:星期|周)[一二三四五六日天]\s*[)）]?")
# Excel counts 29 February 1900, which never was; from 1 March 1900 its serials are days.
_FIRST_TRUE_SERIAL_1900 = 61
_SERIAL_LIMIT = 73_051


class NotADate(DomainError):
    """The text is no full calendar date (日期无法识别)."""

    code = "library.not_a_date"
    message = gettext_lazy("“{text}”不是完整的日期。请写成 2026年6月16日、2026-06-16 或 20260616。")


class DateWithoutDay(NotADate):
    """Year and month are given, the day is not (缺少日)."""

    code = "library.date_without_day"
    message = gettext_lazy("“{text}”只有年月，没有日，系统不会自行补填。请补全日期。")


class SerialAsText(NotADate):
    """A sheet's inner day number arrived as text (日期序列号)."""

    code = "library.date_serial_as_text"
    message = gettext_lazy(
        "“{text}”像是表格内部的日期序列号：按 1900 基准是 {base_1900}，按 1904 基准是 {base_1904}。"
        "请把该列设为日期格式后重新导出。"
    )


@dataclass(frozen=True)
class Moment:
    """A date and, where the text gave one, the aware Beijing time on it."""

    day: date
    at: datetime | None = None


@dataclass(frozen=True)
class FoundDate:
    """A full date in running text: text[start:end]."""

    day: date
    start: int
    end: int


def parse_date(text: str) -> date:
    """Read a full date, ignoring a time or weekday after it.

    Raises NotADate, DateWithoutDay (nothing is filled in), SerialAsText. "6-15" is no date.
    """
    return parse_moment(text).day


def parse_moment(text: str) -> Moment:
    """Read a full date with or without a time; a time without a zone is Beijing time."""
    source = unicodedata.normalize("NFKC", text).strip()
    found = _date_at_start(source)
    if found is None:
        raise _refusal(text, source)
    rest = _WEEKDAY.sub("", source[found.end :], count=1)
    if not rest.strip():
        return Moment(found.day)
    moment = _with_time(found.day, rest)
    if moment is None:
        raise NotADate(text=text)
    return Moment(moment.date(), moment)


def parse_cell(value: object, *, base_1904: bool = False) -> Moment:
    """Read a cell of a sheet: a date, a day number, or text.

    base_1904: the workbook counts days from 1904 (旧版苹果电脑的表格).
    Raises NotADate and its kinds; an empty cell is no date.
    """
    if isinstance(value, datetime):
        return _moment_of(value)
    if isinstance(value, date):
        return Moment(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _moment_of_number(value, base_1904=base_1904)
    return parse_moment("" if value is None else str(value))


def excel_date(serial: float, *, base_1904: bool = False) -> datetime:
    """Naive moment of a sheet's day number, rounded to the second.

    Raises NotADate for numbers outside 1900-03-01 to 2099, where Excel and the calendar agree.
    """
    first = 0 if base_1904 else _FIRST_TRUE_SERIAL_1900
    if not first <= serial < _SERIAL_LIMIT:
        raise NotADate(text=serial)
    epoch = datetime(1904, 1, 1) if base_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    return epoch + timedelta(seconds=round(serial * 86_400))


def find_dates(text: str) -> list[FoundDate]:
    """Full dates written with 年月日 or as 2026-06-16 in running text, in order."""
    width_kept = text.translate({ord("０") + n: str(n) for n in range(10)})
    found = [*_all_of(_HAN_DATE, width_kept), *_all_of(_PLAIN_DATE, width_kept)]
    return sorted(found, key=lambda one: one.start)


def _all_of(pattern: re.Pattern[str], text: str) -> Iterator[FoundDate]:
    for match in pattern.finditer(text):
        if day := _day_of(match):
            yield FoundDate(day, match.start(), match.end())


def _date_at_start(text: str) -> FoundDate | None:
    for pattern in (_HAN_DATE, _PLAIN_DATE, _COMPACT_DATE):
        if match := pattern.match(text):
            day = _day_of(match)
            return FoundDate(day, match.start(), match.end()) if day else None
    return None


def _day_of(match: re.Match[str]) -> date | None:
    year, month, day = (part for part in match.groups() if part not in {"-", ".", "/"})
    try:
        found = date(int(year.translate(_DIGITS)), _number(month), _number(day))
    except ValueError:
        return None
    return found if EARLIEST_YEAR <= found.year < LATEST_YEAR else None


def _number(text: str) -> int:
    """Value of 1 to 99 in digits or Chinese numerals (二十一, 廿一, 十)."""
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(text.translate(_DIGITS))
    return int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0)


def _with_time(day: date, rest: str) -> datetime | None:
    match = _TIME.match(rest)
    if match is None:
        return None
    zone = _ZONE.match(rest, match.end())
    if rest[zone.end() if zone else match.end() :].strip():
        return None
    hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=BEIJING)
    except ValueError:
        return None
    return moment.replace(tzinfo=_zone(zone[1])).astimezone(BEIJING) if zone else moment


def _zone(text: str) -> tzinfo:
    return datetime.strptime(text, "%z").tzinfo or UTC


def _moment_of(value: datetime) -> Moment:
    if value.tzinfo is None:
        value = value.replace(tzinfo=BEIJING)
    value = value.astimezone(BEIJING)
    is_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
    return Moment(value.date(), None if is_midnight else value)


def _moment_of_number(value: float, *, base_1904: bool) -> Moment:
    """Moment of a numeric cell: 20260616 typed as a number, else a day number."""
    if value == int(value) and _COMPACT_DATE.fullmatch(str(int(value))):
        return parse_moment(str(int(value)))
    return _moment_of(excel_date(value, base_1904=base_1904))


def _refusal(text: str, source: str) -> NotADate:
    if _MONTH_ONLY.fullmatch(source):
        return DateWithoutDay(text=text)
    if re.fullmatch(r"[2-6]\d{4}(?:\.\d+)?", source):
        bases = [excel_date(float(source), base_1904=base).date() for base in (False, True)]
        return SerialAsText(text=text, base_1900=str(bases[0]), base_1904=str(bases[1]))
    return NotADate(text=text)
