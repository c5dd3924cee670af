"""A table as the figures of a chart (读表)."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml.html import HtmlElement

KINDS = {
    "bar": gettext_lazy("柱状图"),
    "line": gettext_lazy("折线图"),
    "pie": gettext_lazy("饼图"),
}
# More than these nobody can tell apart, or read on a phone.
SERIES_MAX = 4
PLACES_MAX = {"bar": 30, "line": 60, "pie": 8}
_CLASS = re.compile(rf"(?:^|\s)chart-({'|'.join(KINDS)})(?:\s|$)")
_FIGURE = re.compile(r"[-+]?\d+(?:\.\d+)?")
_UNIT = re.compile(r"[%‰％℃㎡]|[一-鿿]{1,6}")
_NOTHING = {"", "-", "—", "——", "–", "…", "/", "无", "暂无"}
# Full-width digits and signs are read as plain ones.
_PLAIN = str.maketrans("０１２３４５６７８９．－−＋，", "0123456789.--+,", "")


class NotAChart(Exception):
    """The table cannot be drawn; `why` tells the editor what to change."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Series:
    """One row of figures under a name; None where the table says nothing."""

    name: str
    figures: tuple[float | None, ...]
    words: tuple[str, ...]  # the figures as the table writes them


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows: figures of some series at the same places (分类)."""

    kind: str
    title: str
    places: tuple[str, ...]
    series: tuple[Series, ...]


def kind_of(classes: str) -> str:
    """bar, line, pie, or "" by the class of a table."""
    found = _CLASS.search(classes)
    return found[1] if found else ""


def read(table: HtmlElement, kind: str) -> Chart:
    """The figures of a table: names in the first row and the first column. Raises NotAChart.

    Where there are more columns than can be told apart and few rows, the rows are the series.
    """
    grid = _grid(table)
    if len(grid[0]) - 1 > SERIES_MAX and len(grid) - 1 <= SERIES_MAX:
        grid = [list(row) for row in zip(*grid, strict=True)]
    _check_size(grid, kind)
    places = tuple(row[0] for row in grid[1:])
    series = tuple(_series(grid, column) for column in range(1, len(grid[0])))
    if not any(figure is not None for one in series for figure in one.figures):
        raise NotAChart(_("表中没有数字"))
    if kind == "pie":
        _check_shares(series[0])
    return Chart(kind, _title(table), places, series)


def _grid(table: HtmlElement) -> list[list[str]]:
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if any(cell.get("colspan") or cell.get("rowspan") for row in rows for cell in row):
        raise NotAChart(_("表中有合并的单元格，请拆开"))
    grid = [[" ".join(cell.text_content().split()) for cell in row] for row in rows if row]
    if len(grid) < 2 or len(grid[0]) < 2:
        raise NotAChart(_("至少要有两行两列：首行和首列是名称，其余是数字"))
    if len({len(row) for row in grid}) > 1:
        raise NotAChart(_("各行的格数不一样"))
    return grid


def _check_size(grid: list[list[str]], kind: str) -> None:
    columns, rows = len(grid[0]) - 1, len(grid) - 1
    most = 1 if kind == "pie" else SERIES_MAX
    if columns > most:
        text = _("有{n}列数字，{kind}最多{most}列，再多就分不清了")
        raise NotAChart(text.format(n=columns, kind=KINDS[kind], most=most))
    if rows > PLACES_MAX[kind]:
        text = _("有{n}行数字，{kind}最多{most}行")
        raise NotAChart(text.format(n=rows, kind=KINDS[kind], most=PLACES_MAX[kind]))


def _series(grid: list[list[str]], column: int) -> Series:
    """The figures of a column; those of different units would be drawn beside the truth."""
    found = [_figure(row[column], row[0]) for row in grid[1:]]
    if len({unit for figure, unit in found if figure is not None}) > 1:
        raise NotAChart(_("“{name}”一列的单位不一致").format(name=grid[0][column]))
    figures = tuple(figure for figure, _unit in found)
    return Series(grid[0][column], figures, tuple(row[column] for row in grid[1:]))


def _figure(words: str, place: str) -> tuple[float | None, str]:
    """The number and the unit behind it."""
    plain = words.translate(_PLAIN).replace(",", "").replace(" ", "")
    if plain in _NOTHING:
        return None, ""
    found = _FIGURE.match(plain)
    if found and (found.end() == len(plain) or _UNIT.fullmatch(plain, found.end())):
        return float(found[0]), plain[found.end() :]
    raise NotAChart(_("“{place}”一行的“{words}”不是数字").format(place=place, words=words[:20]))


def _check_shares(series: Series) -> None:
    figures = [figure for figure in series.figures if figure is not None]
    if any(figure < 0 for figure in figures) or not sum(figures):
        raise NotAChart(_("饼图的数字不能是负数，也不能全是0"))


def _title(table: HtmlElement) -> str:
    caption = table.find("caption")
    return "" if caption is None else " ".join(caption.text_content().split())
