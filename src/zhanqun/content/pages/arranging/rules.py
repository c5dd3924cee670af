"""How blocks stand side by side, and what a home must have (版面规则)."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Blocks = list[dict[str, Any]]
T = TypeVar("T")

BLOCKS_MAX = 40
COLUMNS = 12
FULL, BELOW = "full", "below"
# What a portal's home must show. Source: 国办发〔2017〕47号《政府网站发展指引》四（一）,
# 信息公开、解读回应、办事服务、互动交流 as functions of a portal.
PORTAL_MUST = ("disclosure", "services", "participation")


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """Cells of one row, with the columns of the grid that each was given."""

    widths: tuple[int, ...]
    cells: tuple[tuple[T, ...], ...]


def rows_of(entries: Iterable[tuple[str, T | None]]) -> list[Row[T]]:
    """Put blocks into rows (排版). entries: the width of a block, and the block, or None where
    it shows nothing.

    A row is what the editor meant, so it is made of all blocks; those that show nothing are
    then left out and the others take their room. "below" puts a block under the one before.
    """
    rows: list[list[tuple[int, list[T | None]]]] = []
    for width, block in entries:
        if width == BELOW and rows:
            rows[-1][-1][1].append(block)
            continue
        columns = COLUMNS if width in (FULL, BELOW) else int(width)
        if not rows or sum(taken for taken, _cell in rows[-1]) + columns > COLUMNS:
            rows.append([])
        rows[-1].append((columns, [block]))
    made: list[Row[T]] = [_row(cells) for cells in rows]
    return [row for row in made if row.cells]


def _row(cells: list[tuple[int, list[T | None]]]) -> Row[T]:
    widths: list[int] = []
    kept: list[tuple[T, ...]] = []
    for width, cell in cells:
        shown = tuple(block for block in cell if block is not None)
        if shown:
            widths.append(width)
            kept.append(shown)
    return Row(tuple(widths), tuple(kept))


def grid_of(widths: Sequence[int]) -> str:
    """The grid that comes nearest to these widths; "" for one cell across (栅格)."""
    if len(widths) == 1:
        return ""
    if len(widths) > 2:
        return "4-4-4"
    first, second = widths
    if first == second:
        return "6-6"
    wide = "8-4" if abs(first - second) > 2 else "7-5"
    return wide if first > second else "-".join(reversed(wide.split("-")))


def digest_of(blocks: Blocks) -> str:
    """What a release is bound to: kinds, parameters and order (版面摘要)."""
    plain = [[block["type"], block["value"]] for block in blocks]
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def lacking(must: Sequence[str], blocks: Blocks) -> list[str]:
    """Kinds that a page must have and has not."""
    kinds = {block["type"] for block in blocks}
    return [kind for kind in must if kind not in kinds]


def columns_named(blocks: Blocks) -> list[int]:
    """Ids of the columns that blocks name, each once."""
    found: dict[int, None] = {}
    for block in blocks:
        value = block["value"]
        several = (*value.get("columns", []), *value.get("sources", []))
        found |= dict.fromkeys(key for key in (value.get("column"), *several) if key)
    return list(found)


def changes_between(former: Blocks, blocks: Blocks) -> Counter[str]:
    """How many blocks were added, removed, changed and moved since the former arrangement."""
    before = {block["id"]: (place, block) for place, block in enumerate(former)}
    now = {block["id"]: block for block in blocks}
    found: Counter[str] = Counter()
    found["added"] = sum(key not in before for key in now)
    found["removed"] = sum(key not in now for key in before)
    stayed = [key for key in now if key in before]
    found["changed"] = sum(before[key][1]["value"] != now[key]["value"] for key in stayed)
    found["moved"] = 0 if stayed == [key for key in before if key in now] else 1
    return found
