"""Blocks as the lines a reader sees, each with its place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhanqun.content.library.rich_text_blocks import Block, Para, Table


@dataclass(frozen=True)
class Line:
    """One line: its text, the number of the block it stands in, its paragraph."""

    text: str
    block: int
    para: Para
    in_table: bool = False


def line_of(block: Block) -> str:
    """Text of a paragraph in one line; "" for anything else."""
    if not isinstance(block, Para):
        return ""
    return "".join("" if run.is_break else run.text for run in block.runs).strip()


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """Lines of paragraphs and of the cells of tables; a line break makes a new one."""
    for at, block in enumerate(blocks):
        if isinstance(block, Para):
            yield from _lines_of_para(block, at)
        elif isinstance(block, Table):
            yield from lines_of_table(block, at)


def lines_of_table(table: Table, at: int) -> Iterator[Line]:
    for row in (*table.head, *table.body):
        for cell in row:
            for inner in cell.blocks:
                if isinstance(inner, Para) and line_of(inner):
                    yield Line(line_of(inner), at, inner, in_table=True)


def joined(text: str) -> str:
    """Text without any space."""
    return re.sub(r"\s+", "", text)


def _lines_of_para(para: Para, at: int) -> Iterator[Line]:
    text = "".join("\n" if run.is_break else run.text for run in para.runs)
    for line in text.split("\n"):
        if line.strip():
            yield Line(line.strip(), at, para)
