"""What a notice would change (录入核对): before and after, and what to look at twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from zhanqun.core.workcalendar.reading import NoticeText, ReadDay
from zhanqun.core.workcalendar.rules import WorkCalendar

# Source: 《全国年节及纪念日放假办法》 (2024) Art. 2.
FESTIVALS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
# An extension adds to a holiday that ended at most so many days before.
EXTENSION_MOST = 15


@dataclass(frozen=True)
class PlannedDay:
    """One day of the notice. worked: whether it worked before."""

    day: date
    is_working: bool
    name: str
    worked: bool

    @property
    def differs(self) -> bool:
        return self.worked != self.is_working


@dataclass(frozen=True)
class Plan:
    """All days of a notice, beside the calendar as it stands."""

    days: list[PlannedDay]
    doubts: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[PlannedDay]:
        return [day for day in self.days if day.differs]


def plan_notice(
    read: NoticeText, calendar: WorkCalendar, *, year: int, is_annual: bool, is_national: bool
) -> Plan:
    """Compare a notice that was read with the calendar; nothing is written."""
    days, doubts = _with_extensions(read, calendar)
    planned = [
        PlannedDay(one.day, one.is_working, one.name, calendar.is_working(one.day)) for one in days
    ]
    doubts += _of_another_year(planned, year)
    if is_annual and is_national:
        doubts += _missing_festivals(planned)
    if is_annual and is_national and year in calendar.years:
        doubts.append(_("{year}年的年度安排已经录入过，再录入的以后录入的为准。").format(year=year))
    return Plan(planned, [*read.doubts, *doubts])


def _with_extensions(read: NoticeText, calendar: WorkCalendar) -> tuple[list[ReadDay], list[str]]:
    days = {one.day: one for one in read.days}
    doubts = []
    for name, last in read.extensions:
        first = _first_added(last, calendar)
        if first is None:
            text = _("没有找到可以延长至{month}月{day}日的假期。")
            doubts.append(text.format(month=last.month, day=last.day))
            continue
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            days[day] = ReadDay(day, False, name)
    return sorted(days.values(), key=lambda one: one.day), doubts


def _first_added(last: date, calendar: WorkCalendar) -> date | None:
    """The day after the holiday that is extended to `last`."""
    for back in range(1, EXTENSION_MOST):
        day = last - timedelta(days=back)
        if calendar.exceptions.get(day) is False:
            return day + timedelta(days=1)
    return None


def _of_another_year(days: Iterable[PlannedDay], year: int) -> list[str]:
    if all(_belongs(one.day, year) for one in days):
        return []
    return [_("有的日期不在{year}年，请核对年份。").format(year=year)]


def _belongs(day: date, year: int) -> bool:
    return day.year == year or (day.year == year - 1 and day.month == 12)


def _missing_festivals(days: Iterable[PlannedDay]) -> list[str]:
    named = "".join({one.name for one in days})
    missing = [name for name in FESTIVALS if name not in named]
    if not missing:
        return []
    return [_("没有读到：{names}。年度安排一般七个节日都有。").format(names="、".join(missing))]
