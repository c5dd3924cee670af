"""A paper as plain text (纯文本)."""

from collections.abc import Iterator

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

INDENT = "　　"


def text_of(paper: Paper) -> str:
    """Every part in its order, one a line; paragraphs indented by two characters."""
    return "\n".join(_lines(paper)) + "\n"


def _lines(paper: Paper) -> Iterator[str]:
    yield from filter(None, (one_line(paper.organ), one_line(paper.number)))
    yield from lines_of(paper.title)
    if paper.recipients:
        yield f"{one_line(paper.recipients)}："
    for block in paper.blocks:
        yield from _block_lines(block)
    yield from (f"{INDENT}{line}" for line in attachment_lines(paper.attachments))
    yield from map(one_line, paper.signed_by)
    if paper.dated is not None:
        yield date_words(paper.dated)
    if paper.note:
        yield f"{INDENT}（{one_line(paper.note)}）"


def _block_lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from (f"{INDENT}{line}" for line in lines_of(block.text))
    elif isinstance(block, Heading):
        yield f"{INDENT}{one_line(block.text)}"
    else:
        yield from filter(None, [one_line(block.caption)])
        for row in (block.heads, *block.rows):
            yield "\t".join(map(one_line, row))
