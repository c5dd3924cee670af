"""Tables of Word files (表格): the grid that merged cells lie on, and header rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from zhanqun.content.library.importing.docx_markup import (
    MC,
    OFF,
    SKIPPED,
    W,
    count_of,
    is_on,
    plain_value,
)


@dataclass(frozen=True)
class Placed:
    """A cell and the grid columns it covers. merge: "", "restart" or "continue"."""

    element: etree._Element
    column: int
    width: int
    merge: str


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag not in SKIPPED and child.tag != f"{W}tbl":
            yield from rows_of(child)


def cells_of(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in SKIPPED:
            yield from cells_of(child)


def placed_cells(row: etree._Element) -> Iterator[Placed]:
    before = row.find(f"{W}trPr/{W}gridBefore")
    column = count_of(before) if before is not None else 0
    for cell in cells_of(row):
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        width = max(count_of(span), 1) if span is not None else 1
        vertical = cell.find(f"{W}tcPr/{W}vMerge")
        merge = "" if vertical is None else plain_value(vertical) or "continue"
        yield Placed(cell, column, width, merge)
        column += width


def has_start_above(grid: list[list[Placed]], at: int, column: int) -> bool:
    for row in reversed(grid[:at]):
        merge = next((cell.merge for cell in row if cell.column == column), "")
        if merge != "continue":
            return merge == "restart"
    return False


def rowspan_of(grid: list[list[Placed]], at: int, cell: Placed) -> int:
    if cell.merge != "restart":
        return 1
    span = 1
    for row in grid[at + 1 :]:
        if not any(c.column == cell.column and c.merge == "continue" for c in row):
            break
        span += 1
    return span


def leading_heads(rows: list[etree._Element]) -> int:
    """Rows repeated as header (重复标题行), never all of them; else a row that reads as one."""
    count = 0
    for row in rows:
        mark = row.find(f"{W}trPr/{W}tblHeader")
        if mark is None or plain_value(mark) in OFF:
            break
        count += 1
    if not count and len(rows) > 1 and _reads_as_head(rows[0]):
        return 1
    return count if count < len(rows) else 0


def _reads_as_head(row: etree._Element) -> bool:
    """A first row that nobody marked: several cells, all in bold and none merged downwards."""
    cells = list(cells_of(row))
    if len(cells) < 2 or any(cell.find(f"{W}tcPr/{W}vMerge") is not None for cell in cells):
        return False
    runs = [
        run
        for run in row.iter(f"{W}r")
        if any((text.text or "").strip() for text in run.iter(f"{W}t"))
    ]
    return bool(runs) and all(is_on(run.find(f"{W}rPr"), "b") for run in runs)


def is_shown(table: etree._Element) -> bool:
    if table.find(f".//{W}tr") is None:
        return False
    hidden = {f"{MC}Fallback", f"{W}del", f"{W}moveFrom"}
    if any(ancestor.tag in hidden for ancestor in table.iterancestors()):
        return False
    rows = table.iterancestors(f"{W}tr")
    return all(row.find(f"{W}trPr/{W}del") is None for row in rows)
