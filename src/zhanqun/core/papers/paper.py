"""What a paper consists of (公文要素), as plain data.

Source: 《党政机关公文格式》GB/T 9704-2012.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

# What no file can hold, and what turns the direction of the words around it.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_NUMBERED_AT = "．"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body (自然段); each line of `text` is one of its own."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading inside the body (结构层次). level: 1 一、, 2 （一）, 3 1., 4 （1）.

    Its number stands in the text.
    """

    text: str
    level: int = 1


@dataclass(frozen=True)
class Table:
    """A table (表格). heads: its first row, repeated on every page; rows are as long as heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


Block = Paragraph | Heading | Table


@dataclass(frozen=True)
class Paper:
    """A paper (公文). Empty parts are left out.

    title: each line of it is set as a line. organ: the mark in red on top (发文机关标志), with its
    rule. number: 发文字号. recipients: 主送机关, without its colon. attachments: names, set below
    the body. signed_by: 发文机关署名. dated: 成文日期. has_seal_place: room is left for a seal.
    note: 附注, without its brackets.
    """

    title: str
    blocks: tuple[Block, ...] = field(default=())
    organ: str = ""
    number: str = ""
    recipients: str = ""
    attachments: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    dated: date | None = None
    has_seal_place: bool = False
    note: str = ""


def clean(text: str) -> str:
    """The text without what no file can hold; one kind of line end."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")


def lines_of(text: str) -> list[str]:
    """Its lines with something in them."""
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def one_line(text: str) -> str:
    return " ".join(lines_of(text))


def date_words(day: date) -> str:
    """As official papers write it: 2026年4月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def attachment_lines(names: Sequence[str]) -> Iterator[str]:
    """附件：name, or 附件：1．name and the rest numbered below it."""
    if len(names) == 1:
        yield f"附件：{one_line(names[0])}"
        return
    for at, name in enumerate(names, start=1):
        yield f"{'附件：' if at == 1 else '　　　'}{at}{_NUMBERED_AT}{one_line(name)}"
