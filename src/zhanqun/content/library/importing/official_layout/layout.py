"""Head, text and foot of a document put together."""

from zhanqun.content.library.importing.official_layout.foot import read_foot
from zhanqun.content.library.importing.official_layout.head import LONGEST_HEAD_LINE, read_head
from zhanqun.content.library.importing.official_layout.lines import joined, line_of
from zhanqun.content.library.importing.official_layout.organs import organs_of_title
from zhanqun.content.library.importing.official_layout.parts import Layout
from zhanqun.content.library.rich_text_blocks import Block

__all__ = ["Layout", "plain_title", "recognise", "without_repeated_head"]


def recognise(blocks: list[Block]) -> Layout:
    """Read head and signature of a document; what is not there stays empty."""
    layout = Layout()
    layout.body = blocks[read_head(blocks, layout) :]
    read_foot(layout)
    organs = organs_of_title(layout.title)
    if organs and joined("".join(organs)) != "".join(layout.organs):
        layout.organs = organs
    return layout


def without_repeated_head(blocks: list[Block], title: str, number: str) -> list[Block]:
    """Drop the paragraphs at the top that only repeat title and number."""
    wanted, used = joined(title), 0
    seen = ""
    while used < len(blocks) and seen != wanted:
        line = joined(line_of(blocks[used]))
        if not line or not wanted.startswith(seen + line):
            break
        seen += line
        used += 1
    if seen != wanted:
        return blocks
    if number and used < len(blocks) and joined(line_of(blocks[used])).strip("（）()") == number:
        used += 1
    return blocks[used:]


def plain_title(blocks: list[Block]) -> str:
    """First line of a text without official layout, if it reads like a title."""
    line = line_of(blocks[0]) if blocks else ""
    is_sentence = line.endswith(("。", "；", "：", ":", "，"))
    return "" if is_sentence or len(line) > LONGEST_HEAD_LINE else line
