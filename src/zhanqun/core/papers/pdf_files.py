"""A paper as PDF, set by Typst (PDF版).

Words reach the setter as data (JSON in `sys.inputs`) and are shown as they are: whatever somebody
typed, nothing of it is read as markup.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import typst

from zhanqun.core.papers import fonts
from zhanqun.core.papers.paper import (
    Block,
    Heading,
    Paper,
    Paragraph,
    attachment_lines,
    date_words,
    lines_of,
    one_line,
)

SHEET = Path(__file__).parent / "data/paper.typ"
# A run of letters that is longer than this breaks anywhere, since it may not fit on a line.
_LONG_RUN = re.compile(r"[!-~]{21,}")
_BREAK_HERE = "\u200b"
_EVERY = 10
# Widest mark of an organ, in points, and what its line holds.
_MARK, _LINE = 42, 436
# A column whose cells are longer is set from the left, not in the middle.
_SHORT_CELL = 12


def pdf_of(paper: Paper) -> bytes:
    """The file. Raises FontsMissing."""
    inputs = {"paper": json.dumps(_facts(paper), ensure_ascii=False)}
    made = _compiler().compile(format="pdf", sys_inputs=inputs)
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(input=SHEET, root=SHEET.parent, font_paths=fonts.loaded())


def _facts(paper: Paper) -> dict[str, Any]:
    organ = one_line(paper.organ)
    return {
        "fonts": fonts.families(),
        "organ": organ,
        "mark": min(_MARK, _LINE // max(len(organ), 1)) if len(organ) < 30 else 16,
        "number": one_line(paper.number),
        "title": [_breakable(line) for line in lines_of(paper.title)],
        "recipients": _breakable(one_line(paper.recipients)),
        "blocks": [part for block in paper.blocks for part in _parts(block)],
        "attachments": [_breakable(line) for line in attachment_lines(paper.attachments)],
        "signed_by": [_breakable(one_line(name)) for name in paper.signed_by],
        "dated": date_words(paper.dated) if paper.dated else "",
        "seal": paper.has_seal_place,
        "note": _breakable(one_line(paper.note)),
    }


def _parts(block: Block) -> list[dict[str, Any]]:
    if isinstance(block, Paragraph):
        return [{"kind": "paragraph", "text": _breakable(line)} for line in lines_of(block.text)]
    if isinstance(block, Heading):
        return [{"kind": "heading", "level": block.level, "text": _breakable(one_line(block.text))}]
    rows = [[one_line(cell) for cell in row] for row in (block.heads, *block.rows)]
    table = {
        "kind": "table",
        "caption": _breakable(one_line(block.caption)),
        "heads": [_breakable(cell) for cell in rows[0]],
        "rows": [[_breakable(cell) for cell in row] for row in rows[1:]],
        "sides": [_side([row[at] for row in rows[1:]]) for at in range(len(block.heads))],
    }
    return [table] if block.heads else []


def _side(cells: list[str]) -> str:
    return "left" if any(len(cell) > _SHORT_CELL for cell in cells) else "center"


def _breakable(text: str) -> str:
    """The text, its long runs of letters open to be broken."""

    def opened(run: re.Match[str]) -> str:
        letters = run.group()
        pieces = (letters[at : at + _EVERY] for at in range(0, len(letters), _EVERY))
        return _BREAK_HERE.join(pieces)

    return _LONG_RUN.sub(opened, text)
