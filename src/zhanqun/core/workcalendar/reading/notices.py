"""A whole notice (放假通知): title, number, day, and its sections one by one."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from zhanqun.core.workcalendar.reading.sections import Section, read_section

_HEADING = re.compile(
    r"[一二三四五六七八九十]+、([^：:，。\d、一二三四五六七八九十][^：:，。\d]{0,15})[：:]"
)
_TITLE = re.compile(r"[\u4e00-\u9fff]{0,24}关于[^。：:;；]{4,60}?的?通知")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,10}\[\d{4}\]\d{1,4}号")
_SIGNED = re.compile(r"(?m)^\W*(?:成文日期:?)?\s*(\d{4})年(\d{1,2})月(\d{1,2})日\W*$")
_YEAR = re.compile(r"(20\d{2})年")
# Of everything after the last festival.
_CLOSING = re.compile(r"节假日期间|各地区、各部门|国务院办公厅20|特此通知")
_FESTIVAL = re.compile(
    r"元旦|春节|清明节?|劳动节|“五一”|端午节?|国庆节、中秋节|中秋节?|国庆节?|“十一”"
    r"|古尔邦节|开斋节|藏历新年|雪顿节|“?三月三”?|泼水节|火把节"
    r"|(?:中国人民)?抗日战争[\u4e00-\u9fff]+\d+周年纪念日|[\u4e00-\u9fff]{2,8}纪念日"
)
_ANNUAL = re.compile(r"部分节假日安排|节假日(?:放假)?安排")
# Without a festival's name.
UNNAMED = "放假"


@dataclass(frozen=True)
class ReadDay:
    """One day as the notice sets it."""

    day: date
    is_working: bool
    name: str


@dataclass(frozen=True)
class NoticeText:
    """What was read. extensions: a holiday's name and its new last day; doubts: in Chinese."""

    year: int | None
    title: str = ""
    number: str = ""
    issued_on: date | None = None
    is_annual: bool = False
    days: list[ReadDay] = field(default_factory=list)
    extensions: list[tuple[str, date]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read_notice(text: str, year: int | None = None) -> NoticeText:
    """Read a notice as pasted: the whole page, or its sections alone.

    year: where the text itself names none.
    """
    lines = unicodedata.normalize("NFKC", text).replace("〔", "[").replace("〕", "]")
    whole = re.sub(r"\s+", "", lines)
    title = _title(whole)
    year = _year(title) or year or _year(whole)
    if year is None:
        return NoticeText(None, title)
    sections = [read_section(name, words, year) for name, words in _sections(whole, title)]
    number = _NUMBER.search(lines)
    return NoticeText(
        year,
        title,
        number[0].replace("[", "〔").replace("]", "〕") if number else "",
        _signed(lines),
        bool(_ANNUAL.search(title)),
        _merged(sections),
        [(one.name, one.extended_to) for one in sections if one.extended_to],
        [doubt for one in sections for doubt in one.doubts],
    )


def _title(whole: str) -> str:
    found = _TITLE.search(whole)
    return found[0] if found else ""


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def _signed(lines: str) -> date | None:
    found = _SIGNED.findall(lines)
    try:
        return date(*map(int, found[-1])) if found else None
    except ValueError:
        return None


def _sections(whole: str, title: str) -> Iterator[tuple[str, str]]:
    headings = list(_HEADING.finditer(whole))
    if not headings:
        named = _FESTIVAL.search(title) or _FESTIVAL.search(whole)
        body = whole.rpartition(title)[2] if title else whole
        yield named[0] if named else UNNAMED, _CLOSING.split(body)[0]
        return
    ends = [*(one.start() for one in headings[1:]), len(whole)]
    for heading, end in zip(headings, ends, strict=True):
        yield heading[1], _CLOSING.split(whole[heading.end() : end])[0]


def _merged(sections: list[Section]) -> list[ReadDay]:
    """All days in order; what one section rests, another cannot make work."""
    rests = {day: one.name for one in sections for day in one.rests}
    works = {day: one.name for one in sections for day in one.works if day not in rests}
    found = [ReadDay(day, False, name) for day, name in rests.items()]
    found += [ReadDay(day, True, name) for day, name in works.items()]
    return sorted(found, key=lambda one: one.day)
