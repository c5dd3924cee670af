"""The official tables (年度报告的表格): their rows and columns, and how each figure is called.

A figure is named by its place, "table.row.column", such as "t3.refused_1.org_legal". One
description serves counting, the desk, the public page and the papers.

Source: 国办公开办函〔2021〕30号.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests import api as requests
from zhanqun.affairs.requests.api import ApplicantKind, Outcome

TOTAL = "total"
NEW, CARRIED_IN, HANDLED, CARRIED_OUT = "new_received", "carried_in", "handled_total", "carried_out"
APPLICANTS: tuple[str, ...] = tuple(ApplicantKind.values)
COLUMNS = (*APPLICANTS, TOTAL)
OF_DOCUMENTS = ("issued", "repealed", "in_force")
RULES, NORMATIVE = "rules", "normative"
# What another system counts and a person types in, with its source (手工填报).
BY_HAND = (
    "t2.permits.decisions",
    "t2.penalties.decisions",
    "t2.coercion.decisions",
    "t2.fees.amount",
)
# The one figure that is a sum of money, in 10,000 yuan.
FEES = "t2.fees.amount"
DISPUTES = ("reconsideration", "direct_litigation", "after_reconsideration")
RESULTS = ("upheld", "corrected", "other", "pending")

_NUMBER = re.compile(r"三(（.）)(\d*)")
_GROUPS = {
    "refused": _("不予公开"),
    "cannot_provide": _("无法提供"),
    "not_handled": _("不予处理"),
    "other": _("其他处理"),
}
_SEPARATED = _("（区分处理的，只计这一情形，不计其他情形）")


@dataclass(frozen=True)
class Head:
    """One cell of a heading; rows, columns: how many it spans."""

    text: Any
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Line:
    """One row: its headings, those that begin above left out, and its figures. label: all of its
    headings in one."""

    heads: tuple[Head, ...]
    places: tuple[str, ...]
    label: Any


@dataclass(frozen=True)
class Form:
    """One table. section: of the report. heads: rows of headings; columns: what each column of
    figures is called, in one."""

    code: str
    section: str
    title: Any
    heads: tuple[tuple[Head, ...], ...]
    columns: tuple[Any, ...]
    lines: tuple[Line, ...]
    side: int = 1  # how many columns of headings stand beside the figures


def outcome_rows() -> tuple[str, ...]:
    return tuple(requests.outcomes())


def rows_of_requests() -> tuple[str, ...]:
    return (NEW, CARRIED_IN, *outcome_rows(), HANDLED, CARRIED_OUT)


@cache
def forms() -> tuple[Form, ...]:
    """Every table, in the order of the report."""
    return (*_documents_and_acts(), _requests(), _disputes())


@cache
def places() -> frozenset[str]:
    return frozenset(place for form in forms() for line in form.lines for place in line.places)


@cache
def names() -> dict[str, tuple[Any, Any, Any]]:
    """Of each place its table, row and column, for people."""
    return {
        place: (form.title, line.label, column)
        for form in forms()
        for line in form.lines
        for place, column in zip(line.places, form.columns, strict=True)
    }


def totals_of(place: str) -> Iterator[str]:
    """The sums that a figure is part of."""
    table, row, column = place.split(".")
    if table == "t4" and column != TOTAL:
        yield f"t4.{row}.{TOTAL}"
    if table != "t3":
        return
    rows = [row, HANDLED] if row in requests.outcomes() else [row]
    for one in rows:
        for other in (column, TOTAL):
            if (one, other) != (row, column):
                yield f"t3.{one}.{other}"


def is_total(place: str) -> bool:
    _table, row, column = place.split(".")
    return column == TOTAL or row == HANDLED


def _documents_and_acts() -> tuple[Form, ...]:
    return (
        Form(
            "t2_item1",
            "t2",
            _("第二十条第（一）项"),
            _simple(_("信息内容"), _("本年制发件数"), _("本年废止件数"), _("现行有效件数")),
            (_("本年制发件数"), _("本年废止件数"), _("现行有效件数")),
            (
                _plain(RULES, _("规章"), *OF_DOCUMENTS),
                _plain(NORMATIVE, _("行政规范性文件"), *OF_DOCUMENTS),
            ),
        ),
        _acts("t2_item5", _("第二十条第（五）项"), ("permits", _("行政许可"))),
        _acts(
            "t2_item6",
            _("第二十条第（六）项"),
            ("penalties", _("行政处罚")),
            ("coercion", _("行政强制")),
        ),
        Form(
            "t2_item8",
            "t2",
            _("第二十条第（八）项"),
            _simple(_("信息内容"), _("本年收费金额（单位：万元）")),
            (_("本年收费金额（单位：万元）"),),
            (_plain("fees", _("行政事业性收费"), "amount"),),
        ),
    )


def _acts(code: str, title: Any, *rows: tuple[str, Any]) -> Form:
    lines = tuple(_plain(row, label, "decisions") for row, label in rows)
    heads = _simple(_("信息内容"), _("本年处理决定数量"))
    return Form(code, "t2", title, heads, (_("本年处理决定数量"),), lines)


def _simple(*texts: Any) -> tuple[tuple[Head, ...], ...]:
    return (tuple(Head(text) for text in texts),)


def _plain(row: str, label: Any, *columns: str) -> Line:
    return Line((Head(label),), tuple(f"t2.{row}.{column}" for column in columns), label)


def _requests() -> Form:
    balance = _("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）")
    organisations = [kind.label for kind in ApplicantKind if kind.value != APPLICANTS[0]]
    heads = (
        (Head(balance, 3, 3), Head(_("申请人情况"), 1, len(COLUMNS))),
        (
            Head(ApplicantKind.NATURAL_PERSON.label, 2),
            Head(_("法人或其他组织"), 1, len(organisations)),
            Head(_("总计"), 2),
        ),
        tuple(Head(label) for label in organisations),
    )
    columns = (*(kind.label for kind in ApplicantKind), _("总计"))
    lines = (
        _wide(NEW, _("一、本年新收政府信息公开申请数量")),
        _wide(CARRIED_IN, _("二、上年结转政府信息公开申请数量")),
        *_handled(),
        _wide(CARRIED_OUT, _("四、结转下年度继续办理")),
    )
    title = _("收到和处理政府信息公开申请情况")
    return Form("t3", "t3", title, heads, columns, lines, side=3)


def _wide(row: str, label: Any) -> Line:
    return Line((Head(label, 1, 3),), _across(row), label)


def _handled() -> Iterator[Line]:
    """三、本年度办理结果, with its groups."""
    known = list(requests.outcomes().values())
    first: tuple[Head, ...] = (Head(_("三、本年度办理结果"), len(known) + 1),)
    for group, found in groupby(known, key=lambda one: one.group):
        rows = list(found)
        for place, outcome in enumerate(rows):
            before = first if place else (*first, *_group(group, rows))
            yield _outcome(group, outcome, before if not place or first else ())
            first = ()
    label = _("（七）总计")
    yield Line((Head(label, 1, 2),), _across(HANDLED), label)


def _group(group: str, rows: list[Outcome]) -> tuple[Head, ...]:
    if group not in _GROUPS:
        return ()
    return (Head(f"{_numbered(rows[0])[0]}{_GROUPS[group]}", len(rows)),)


def _outcome(group: str, outcome: Outcome, before: tuple[Head, ...]) -> Line:
    number, item = _numbered(outcome)
    if group in _GROUPS:
        text = f"{item}.{outcome.label}"
        label = f"{number}{_GROUPS[group]}：{text}"
        return Line((*before, Head(text)), _across(outcome.code), label)
    label = f"{number}{outcome.label}"
    text = f"{label}{_SEPARATED}" if outcome.code == "partial" else label
    return Line((*before, Head(text, 1, 2)), _across(outcome.code), label)


def _numbered(outcome: Outcome) -> tuple[str, str]:
    """ "三（三）1" is ("（三）", "1")."""
    found = _NUMBER.fullmatch(outcome.number)
    assert found is not None
    return found[1], found[2]


def _across(row: str) -> tuple[str, ...]:
    return tuple(f"t3.{row}.{column}" for column in COLUMNS)


def _disputes() -> Form:
    results = (_("结果维持"), _("结果纠正"), _("其他结果"), _("尚未审结"), _("总计"))
    width = len(results)
    groups = (
        _("行政复议"),
        _("行政诉讼（未经复议直接起诉）"),
        _("行政诉讼（复议后起诉）"),
    )
    heads = (
        (Head(_("行政复议"), 2, width), Head(_("行政诉讼"), 1, 2 * width)),
        (Head(_("未经复议直接起诉"), 1, width), Head(_("复议后起诉"), 1, width)),
        tuple(Head(text) for _group in groups for text in results),
    )
    found = tuple(f"t4.{group}.{column}" for group in DISPUTES for column in (*RESULTS, TOTAL))
    columns = tuple(f"{group}：{text}" for group in groups for text in results)
    title = _("政府信息公开行政复议、行政诉讼情况")
    return Form("t4", "t4", title, heads, columns, (Line((), found, ""),), side=0)
