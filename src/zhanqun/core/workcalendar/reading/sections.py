"""One festival of a notice (节日段落): which days rest and which work instead."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from zhanqun.core.workcalendar.reading.days import WEEKDAYS, DayReader, WrittenDay, stretches

# A clause ends here; what stands in brackets belongs to the day before it.
_CLAUSE = re.compile(r"(?:[^，,。；;()]|\([^()]*\))+")
_MOVED = re.compile(r"(?:公休日?|休息日).{0,4}?调至")
_WORKS, _RESTS = re.compile(r"上班"), re.compile(r"(?<!不)(?:放假|补休|调休)")
_ORDINARY = re.compile(r"公休|法定|节假日|假日|值班")
_EXTENDED = re.compile(r"延长")
_TOLD = re.compile(r"(?:共|放假)(\d+)天")


@dataclass
class Section:
    """What a section says. extended_to: a holiday already set lasts up to this day."""

    name: str
    rests: set[date] = field(default_factory=set)
    works: set[date] = field(default_factory=set)
    extended_to: date | None = None
    doubts: list[str] = field(default_factory=list)


def read_section(name: str, text: str, year: int) -> Section:
    """Read “2月4日至10日放假调休，共7天。2月2日（星期六）上班。”

    Brackets are ASCII and blanks are gone. What is not understood becomes a doubt.
    """
    section, reader = Section(name), DayReader(year)
    if _EXTENDED.search(text):
        text = text.replace("假期至", "延长至")
    for match in _CLAUSE.finditer(text):
        try:
            _read_clause(section, match[0], list(reader.days(match[0])))
        except ValueError:
            section.doubts.append(_("“{words}”里的日期不存在或前后颠倒。").format(words=match[0]))
    section.works -= section.rests
    _check_count(section, text)
    return section


def _read_clause(section: Section, text: str, days: list[WrittenDay]) -> None:
    _check_weekdays(section, days)
    moved = _MOVED.search(text)
    if not days:
        return
    if moved:
        sources = [one for one in days if one.start < moved.start()]
        targets = [one for one in days if one.start >= moved.end()]
        section.works.update(one.day for one in sources)
        section.rests.update(day for run in stretches(text, targets) for day in run)
    elif _EXTENDED.search(text):
        section.extended_to = days[-1].day
    elif _WORKS.search(text):
        section.works.update(day for run in stretches(text, days) for day in run)
    elif _RESTS.search(text):
        section.rests.update(day for run in stretches(text, days) for day in run)
    elif not _ORDINARY.search(text) and not all(one.has_year for one in days):
        section.doubts.append(_("没有读懂：“{words}”。").format(words=text))


def _check_weekdays(section: Section, days: list[WrittenDay]) -> None:
    for one in days:
        if one.is_wrong and one.says is not None:
            text = _("{day}写作星期{said}，实为星期{real}。")
            section.doubts.append(
                text.format(
                    day=_day(one.day), said=WEEKDAYS[one.says], real=WEEKDAYS[one.day.weekday()]
                )
            )


def _check_count(section: Section, text: str) -> None:
    told = _TOLD.search(text)
    if told and section.rests and int(told[1]) != len(section.rests):
        text = _("{name}写作共{told}天，读出{found}天。")
        section.doubts.append(
            text.format(name=section.name, told=told[1], found=len(section.rests))
        )


def _day(day: date) -> str:
    return _("{month}月{day}日").format(month=day.month, day=day.day)
