"""The official tables with their figures (制表): ready cells for desk, page and papers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhanqun.affairs.annualreports.figures import shown
from zhanqun.affairs.annualreports.layout import Form, Head, Line, forms, is_total


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. url: what it opens; note: why it is not what was counted."""

    text: str
    url: str = ""
    note: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    heads: tuple[Head, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a template prints it; see `layout.Form`."""

    code: str
    title: Any
    heads: tuple[tuple[Head, ...], ...]
    rows: tuple[Row, ...]
    side: int


def tables(
    figures: Mapping[str, Decimal],
    *,
    url_of: Callable[[str], str] = lambda _place: "",
    notes: Mapping[str, str] | None = None,
) -> dict[str, list[Table]]:
    """By section of the report: "t2", "t3", "t4"."""
    known = notes or {}

    def cell(place: str) -> Cell:
        return Cell(shown(figures[place]), url_of(place), known.get(place, ""), is_total(place))

    found: dict[str, list[Table]] = {}
    for form in forms():
        rows = tuple(Row(line.heads, tuple(map(cell, line.places))) for line in form.lines)
        table = Table(form.code, form.title, form.heads, rows, form.side)
        found.setdefault(form.section, []).append(table)
    return found


def flat(form: Form, figures: Mapping[str, Decimal]) -> tuple[tuple[str, ...], list[list[str]]]:
    """A table without spans, for a paper: its heads, its rows. The fourth table, one row of
    fifteen figures, becomes three rows of five."""
    if form.code == "t4":
        return _groups(form, figures)
    heads = (str(form.heads[0][0].text) if form.side == 1 else "", *map(str, form.columns))
    return heads, [_flat_row(line, figures) for line in form.lines]


def _flat_row(line: Line, figures: Mapping[str, Decimal]) -> list[str]:
    return [str(line.label), *(shown(figures[place]) for place in line.places)]


def _groups(form: Form, figures: Mapping[str, Decimal]) -> tuple[tuple[str, ...], list[list[str]]]:
    (line,) = form.lines
    named = [str(column).split("：") for column in form.columns]
    width = len({result for _group, result in named})
    heads = ("", *(result for _group, result in named[:width]))
    rows = []
    for start in range(0, len(line.places), width):
        numbers = [shown(figures[place]) for place in line.places[start : start + width]]
        rows.append([named[start][0], *numbers])
    return heads, rows
