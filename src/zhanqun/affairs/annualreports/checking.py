"""Checks of a report (核对): what must hold before it is frozen, and what breaks it.

A severe fault must be mended. A doubt may stand with a remark, which is kept with the report.

Source: 国办公开办函〔2021〕30号; norms disclosure.yaml, annual_report.t3.checks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhanqun.affairs.annualreports import contradictions, documents, gathering, layout
from zhanqun.affairs.annualreports.contradictions import Broken
from zhanqun.affairs.annualreports.figures import ZERO, Figures, read, shown
from zhanqun.affairs.annualreports.layout import (
    BY_HAND,
    CARRIED_IN,
    CARRIED_OUT,
    COLUMNS,
    HANDLED,
    NEW,
    TOTAL,
)
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.sheets import Sheet
from zhanqun.affairs.annualreports.texts import PARTS


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold. rule: its code in the norms, or ours; place: the figure to
    look at; broken: requests whose record contradicts itself."""

    rule: str
    text: str
    is_severe: bool = True
    place: str = ""
    broken: tuple[Broken, ...] = ()


def faults_of(report: Report, sheet: Sheet) -> list[Fault]:
    """All of them, severe ones first."""
    broken = contradictions.found(report.publisher, report.year)
    found = [
        *figure_faults(sheet.figures, broken),
        *_records(broken),
        *_not_entered(sheet),
        *_unwritten(report),
        *_continuity(report, sheet),
        *_counted_twice(report),
        *_missing(sheet),
        *_ended_without_day(report),
    ]
    return sorted(found, key=lambda fault: not fault.is_severe)


def figure_faults(figures: Figures, broken: tuple[Broken, ...] = ()) -> Iterator[Fault]:
    """What the tables themselves must satisfy."""
    for column in COLUMNS:
        yield from _balance(figures, column, broken)
    for row in layout.rows_of_requests():
        yield from _row_sum(figures, row, broken)
    for column in COLUMNS:
        yield from _handled_sum(figures, column, broken)
    for group in layout.DISPUTES:
        yield from _disputes_sum(figures, group)
    yield from _negative(figures)


def _balance(figures: Figures, column: str, broken: tuple[Broken, ...]) -> Iterator[Fault]:
    new, carried_in, handled, carried_out = (
        figures[f"t3.{row}.{column}"] for row in (NEW, CARRIED_IN, HANDLED, CARRIED_OUT)
    )
    came, went = new + carried_in, handled + carried_out
    if came == went:
        return
    place = f"t3.{HANDLED}.{column}"
    text = _(
        "表三“{column}”一栏不平：新收{new}＋上年结转{carried_in}＝{came}，"
        "办结{handled}＋结转下年{carried_out}＝{went}，相差{gap}。"
    ).format(
        column=_name(place)[2],
        new=shown(new),
        carried_in=shown(carried_in),
        came=shown(came),
        handled=shown(handled),
        carried_out=shown(carried_out),
        went=shown(went),
        gap=shown(abs(came - went)),
    )
    guilty = tuple(one for one in broken if one.unbalances and one.is_in(column))
    yield Fault("t3_balance", text, place=place, broken=guilty)


def _row_sum(figures: Figures, row: str, broken: tuple[Broken, ...]) -> Iterator[Fault]:
    total = figures[f"t3.{row}.{TOTAL}"]
    parts = sum((figures[f"t3.{row}.{column}"] for column in layout.APPLICANTS), ZERO)
    if parts == total:
        return
    place = f"t3.{row}.{TOTAL}"
    text = _("表三“{row}”各类申请人合计{parts}，总计{total}，不相等。").format(
        row=_name(place)[1], parts=shown(parts), total=shown(total)
    )
    unknown = tuple(one for one in broken if one.rule == contradictions.APPLICANT)
    yield Fault("t3_row_sum", text, place=place, broken=unknown)


def _handled_sum(figures: Figures, column: str, broken: tuple[Broken, ...]) -> Iterator[Fault]:
    total = figures[f"t3.{HANDLED}.{column}"]
    parts = sum((figures[f"t3.{row}.{column}"] for row in layout.outcome_rows()), ZERO)
    if parts == total:
        return
    place = f"t3.{HANDLED}.{column}"
    text = _("表三“{column}”一栏各种办理结果合计{parts}，总计{total}，不相等。").format(
        column=_name(place)[2], parts=shown(parts), total=shown(total)
    )
    without = tuple(
        one for one in broken if one.rule == contradictions.OUTCOME and one.is_in(column)
    )
    yield Fault("t3_handled_sum", text, place=place, broken=without)


def _disputes_sum(figures: Figures, group: str) -> Iterator[Fault]:
    place = f"t4.{group}.{TOTAL}"
    total = figures[place]
    parts = [figures[f"t4.{group}.{result}"] for result in layout.RESULTS]
    if sum(parts) == total:
        return
    text = _("表四“{column}”不等于各种结果之和：{parts}＝{sum}，现在是{total}，相差{gap}。").format(
        column=_name(place)[2],
        parts="＋".join(map(shown, parts)),
        sum=shown(sum(parts, ZERO)),
        total=shown(total),
        gap=shown(abs(sum(parts, ZERO) - total)),
    )
    yield Fault("t4_sum", text, place=place)


def _negative(figures: Figures) -> Iterator[Fault]:
    for place, number in figures.items():
        if number < 0:
            _table, row, column = _name(place)
            text = _("“{row}”的“{column}”小于零，请核对更正的数字。").format(row=row, column=column)
            yield Fault("negative", text, place=place)


def _records(broken: tuple[Broken, ...]) -> Iterator[Fault]:
    if broken:
        text = _("有{count}件申请的记录自相矛盾，请改正登记。").format(count=len(broken))
        yield Fault("records", text, broken=broken)


def _not_entered(sheet: Sheet) -> Iterator[Fault]:
    """What no record here counts: 0 is a statement too, and has a source."""
    missing = [str(_name(place)[1]) for place in BY_HAND if place not in sheet.entered]
    if missing:
        text = _("表二还没有填报：{rows}。没有发生的填0。").format(rows="、".join(missing))
        yield Fault("not_entered", text)


def _unwritten(report: Report) -> Iterator[Fault]:
    missing = [part for part in PARTS if not report.texts.get(part.code, "").strip()]
    if missing:
        titles = "、".join(str(part.title) for part in missing)
        yield Fault("unwritten", _("还没有写：{titles}。").format(titles=titles))


def _continuity(report: Report, sheet: Sheet) -> Iterator[Fault]:
    """Carried in must be what the last report carried out (上下年衔接)."""
    last = gathering.frozen_of(report.publisher, report.year - 1)
    if last is None or last.facts is None:
        text = _("本系统没有{year}年的年报，请人工核对“上年结转”与上年年报的“结转下年度继续办理”。")
        yield Fault("t3_continuity", text.format(year=report.year - 1), is_severe=False)
        return
    before = read(last.facts["figures"])
    for column in COLUMNS:
        was = before[f"t3.{CARRIED_OUT}.{column}"]
        place = f"t3.{CARRIED_IN}.{column}"
        if was != sheet.figures[place]:
            text = _("“{column}”一栏上年年报结转下年{was}，本年上年结转{now}，不衔接。").format(
                column=_name(place)[2], was=shown(was), now=shown(sheet.figures[place])
            )
            known = frozenset(map(UUID, last.facts["carried"]))
            moved = contradictions.moved_since(report.publisher, report.year, known, column)
            yield Fault("t3_continuity", text, is_severe=False, place=place, broken=moved)


def _counted_twice(report: Report) -> Iterator[Fault]:
    """Handed over after the other's report was frozen: the government would count it twice."""
    elsewhere = gathering.carried_elsewhere(report.publisher, report.year)
    broken = contradictions.counted_twice(report.publisher, report.year, elsewhere)
    if broken:
        text = _("有{count}件申请移交以前已计入另一机关{year}年的年报，重复计算：请其中一方更正。")
        text = text.format(count=len(broken), year=report.year)
        yield Fault("counted_twice", text, is_severe=False, broken=broken)


def _missing(sheet: Sheet) -> Iterator[Fault]:
    if sheet.missing:
        text = _("还有{count}个单位没有冻结年报，汇总不含它们的数字：{names}。")
        names = "、".join(str(one) for one in sheet.missing)
        yield Fault("missing", text.format(count=len(sheet.missing), names=names), is_severe=False)


def _ended_without_day(report: Report) -> Iterator[Fault]:
    count = documents.ended_without_day(report.publisher, report.year).count()
    if count:
        text = _("有{count}件文件已废止或失效，却没有失效日期，“本年废止件数”没有计入。")
        yield Fault("ended_without_day", text.format(count=count), is_severe=False)


def _name(place: str) -> tuple[Any, Any, Any]:
    return layout.names()[place]
