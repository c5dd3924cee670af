"""Figures of letters as pages show them (来信统计页)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from zhanqun.affairs.letters.figures import Tally, in_time_share, read
from zhanqun.affairs.letters.public import reading
from zhanqun.affairs.letters.public.addresses import FIGURES
from zhanqun.affairs.letters.public.lists import crumbs, unit_of
from zhanqun.affairs.letters.public.shapes import FiguresPage, Table
from zhanqun.content.pages.api import Figure, Frame, Link
from zhanqun.core.casework.api import Figures
from zhanqun.foundation import clock
from zhanqun.ui import charts
from zhanqun.ui.charts import Chart

NOTHING = "—"
# More bars than this nobody compares.
UNITS_DRAWN = 12


def at_a_glance(site_id: int) -> tuple[tuple[Figure, ...], str]:
    """This month and this year, and as of when; nothing before the first night."""
    known = reading.figures_on(site_id)
    if known is None:
        return (), ""
    counted = read(known.facts)
    month, year = counted.month, counted.year
    piece = _("件")
    figures = (
        Figure(_("本月收到"), str(month.received), piece),
        Figure(_("本月答复"), str(month.answered), piece),
        Figure(_("今年收到"), str(year.received), piece),
        Figure(_("今年答复"), str(year.answered), piece),
        Figure(_("今年按期答复率"), *_share(in_time_share(year))),
        Figure(_("今年答复用时中位数"), *_median(year)),
    )
    note = _("截至{day}零时，按收到的日子统计").format(day=_day(known.counted_on))
    return figures, note


def figures_page(frame: Frame) -> FiguresPage | None:
    """None where the site has no mailbox."""
    site_id = frame.profile.site_id
    if not reading.has_mailboxes(site_id):
        return None
    known = reading.figures_on(site_id)
    counted = read(known.facts) if known else None
    figures, _note = at_a_glance(site_id)
    return FiguresPage(
        title=_("来信统计"),
        breadcrumb=crumbs(frame, Link(_("来信统计"), FIGURES, current=True)),
        since=counted.since if counted else None,
        counted_on=known.counted_on if known else None,
        figures=figures,
        tables=(_by_month(counted), _by_unit(counted)) if counted else (),
        notes=_notes(),
        updated_at=_midnight(known.counted_on) if known else None,
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.BEIJING)


def _notes() -> tuple[str, ...]:
    return (
        _("按来信收到的日子归入月份；标“办理中”的月份还有来信没有办结，数字会变。"),
        _("按期答复率：已到期限的来信中，在期限之内答复的占多少；到期没有答复的也算在内。"),
        _("用时中位数：把答复用时（自然日）从短到长排列，正中间的一件用了几天。"),
        _("满意率：评价过的来信中，选“非常满意”“满意”“基本满意”的占多少。"),
        _("其他办结：不予受理、来信人撤回、了结；并入同类来信的，随主件答复计入已答复。"),
        _("举报不计入公开的统计。"),
    )


def _heads(first: str) -> tuple[str, ...]:
    return (
        first,
        _("收到"),
        _("已答复"),
        _("其他办结"),
        _("按期答复率"),
        _("用时中位数"),
        _("满意率"),
    )


def _by_month(counted: Tally) -> Table:
    months = sorted(counted.months)
    rows = [(_month(name, counted.months[name]), counted.months[name]) for name in months]
    title = _("每月收到与答复")
    places = [f"{int(name[:4]) % 100}-{name[5:]}" for name in months]
    return Table(
        title=title,
        chart=_drawn("line", title, places, [row for _name, row in rows]),
        heads=_heads(_("月份")),
        rows=tuple(_cells(name, row) for name, row in reversed(rows)),
    )


def _month(name: str, row: Figures) -> str:
    said = _("{year}年{month}月").format(year=name[:4], month=int(name[5:]))
    return said + (_("（办理中）") if row.running else "")


def _by_unit(counted: Tally) -> Table:
    """Who received most comes first."""
    order = sorted(counted.units, key=lambda unit: (-counted.units[unit].received, unit))
    rows = [(unit_of(unit) if unit else _("待分办"), counted.units[unit]) for unit in order]
    title = _("各单位收到与答复")
    drawn = rows[:UNITS_DRAWN]
    return Table(
        title=title,
        chart=_drawn("bar", title, [name for name, _row in drawn], [row for _name, row in drawn]),
        heads=_heads(_("承办单位")),
        rows=(
            *(_cells(name, row) for name, row in rows),
            _cells(_("合计"), counted.all),
        ),
    )


def _drawn(kind: str, title: str, places: list[str], rows: list[Figures]) -> SafeString:
    """The drawing, which escapes what it writes; "" where there is nothing to draw."""
    if not rows:
        return mark_safe("")
    series = (
        _series(_("收到"), [row.received for row in rows]),
        _series(_("已答复"), [row.answered for row in rows]),
    )
    return mark_safe(charts.draw(Chart(kind, title, tuple(places), series)))  # noqa: S308


def _series(name: str, numbers: Iterable[int]) -> charts.Series:
    known = list(numbers)
    return charts.Series(name, tuple(map(float, known)), tuple(map(str, known)))


def _cells(name: str, row: Figures) -> tuple[str, ...]:
    return (
        name,
        str(row.received),
        str(row.answered),
        str(row.otherwise),
        "".join(_share(in_time_share(row))),
        "".join(_median(row)),
        "".join(_share(row.satisfied_share)),
    )


def _share(share: float | None) -> tuple[str, str]:
    return (NOTHING, "") if share is None else (f"{share * 100:.1f}", "%")


def _median(row: Figures) -> tuple[str, str]:
    return (NOTHING, "") if row.median_days is None else (f"{row.median_days:g}", _("天"))


def _day(day: date) -> str:
    return _("{month}月{day}日").format(month=day.month, day=day.day)
