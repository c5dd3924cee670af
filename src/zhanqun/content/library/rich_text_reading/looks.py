"""How text looks (样式): emphasis and alignment from elements and their styles."""

import re
from functools import lru_cache
from typing import NamedTuple

from zhanqun.content.library.rich_text_blocks import (
    EM,
    STRIKE,
    STRONG,
    SUB,
    SUP,
    UNDERLINE,
    Align,
)

STYLE_LIMIT = 4000

MARKS = {
    "b": STRONG,
    "strong": STRONG,
    "em": EM,
    "i": EM,
    "u": UNDERLINE,
    "ins": UNDERLINE,
    "s": STRIKE,
    "strike": STRIKE,
    "del": STRIKE,
    "sup": SUP,
    "sub": SUB,
}
_ALIGN_CLASS = re.compile(r"\balign-(center|right|justify)\b")
_STYLE_ALIGN = re.compile(r"text-align\s*:\s*([a-z]+)", re.IGNORECASE)
_STYLE_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_STYLE_MARKS = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), STRONG),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), EM),
    (re.compile(r"text-decoration[-a-z]*\s*:[^;]*underline", re.IGNORECASE), UNDERLINE),
    (re.compile(r"text-decoration[-a-z]*\s*:[^;]*line-through", re.IGNORECASE), STRIKE),
    (re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE), SUP),
    (re.compile(r"vertical-align\s*:\s*sub\b", re.IGNORECASE), SUB),
)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)


class Look(NamedTuple):
    """How the text at a place looks, from the elements around it."""

    marks: int = 0
    href: str = ""
    align: Align = ""
    anchor: str = ""


class Style(NamedTuple):
    align: Align | None
    marks: int
    unmarks: int
    hidden: bool


PLAIN = Style(align=None, marks=0, unmarks=0, hidden=False)


@lru_cache(maxsize=8192)
def style_of(style: str) -> Style:
    style = style[:STYLE_LIMIT]
    align = _STYLE_ALIGN.search(style)
    marks = sum(mark for pattern, mark in _STYLE_MARKS if pattern.search(style))
    return Style(
        align=as_align(align[1]) if align else None,
        marks=marks,
        unmarks=STRONG if _NOT_BOLD.search(style) else 0,
        hidden=bool(_STYLE_HIDDEN.search(style)),
    )


def as_align(value: str) -> Align | None:
    match value.lower():
        case "center" | "middle":
            return "center"
        case "right" | "end":
            return "right"
        case "justify":
            return "justify"
        case "left" | "start":
            return ""
    return None


def align_of_class(names: str) -> Align | None:
    found = _ALIGN_CLASS.search(names)
    return as_align(found[1]) if found else None
