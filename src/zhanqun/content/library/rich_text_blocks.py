"""Running text as plain blocks (正文结构): what the cleaner reads into and writes from."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Align = Literal["", "center", "right", "justify"]

STRONG, EM, UNDERLINE, STRIKE, SUP, SUB = (1 << n for n in range(6))
MARK_TAGS = (
    (STRONG, "strong"),
    (EM, "em"),
    (UNDERLINE, "u"),
    (STRIKE, "s"),
    (SUP, "sup"),
    (SUB, "sub"),
)


class Image(NamedTuple):
    """A picture in the text; `src` is an address or an upload mark."""

    src: str
    alt: str = ""
    width: int | None = None
    height: int | None = None


class Run(NamedTuple):
    """Text of one look. `is_break` is a line break; an image stands in place of text.

    marks: bits of STRONG … SUB. anchor: id that a footnote is reached by.
    """

    text: str = ""
    marks: int = 0
    href: str = ""
    anchor: str = ""
    image: Image | None = None
    is_break: bool = False

    @property
    def is_text(self) -> bool:
        return not self.is_break and self.image is None

    def with_text(self, text: str) -> "Run":
        if text == self.text:
            return self
        return Run(text, self.marks, self.href, self.anchor, self.image, self.is_break)


@dataclass(slots=True)
class Para:
    """A paragraph, heading (h2–h4) or caption."""

    tag: str
    align: Align = ""
    runs: list[Run] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """One entry of a list."""

    blocks: "list[Block]"
    anchor: str = ""


@dataclass(slots=True)
class Listing:
    """A bulleted or numbered list; start and kind (1, a, A, i, I) matter for legal texts."""

    ordered: bool
    items: list[Item] = field(default_factory=list)
    start: int = 1
    kind: str = ""


@dataclass(slots=True)
class Cell:
    """A table cell."""

    header: bool
    blocks: "list[Block]" = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1
    scope: str = ""


@dataclass(slots=True)
class Table:
    """A table; head rows repeat on print and name the columns.

    chart: bar, line or pie where the public page draws it above its numbers (图表).
    """

    head: list[list[Cell]] = field(default_factory=list)
    body: list[list[Cell]] = field(default_factory=list)
    caption: Para | None = None
    chart: str = ""


@dataclass(slots=True)
class Figure:
    """Pictures with one caption."""

    images: list[Run]
    caption: Para


@dataclass(slots=True)
class Quote:
    """A quotation set off from the text."""

    blocks: "list[Block]"


@dataclass(slots=True)
class Rule:
    """A line across the text."""


Block = Para | Listing | Table | Figure | Quote | Rule


def rows_of_head(rows: list[list[Cell]], wanted: int) -> int:
    """Number of head rows, at least `wanted`, that no merged cell reaches out of.

    A head cut through a merged cell would lose the merge, so the head grows to cover it.
    """
    at = 0
    while at < min(wanted, len(rows)):
        wanted = max(wanted, at + max((cell.rowspan for cell in rows[at]), default=1))
        at += 1
    return min(wanted, len(rows))
