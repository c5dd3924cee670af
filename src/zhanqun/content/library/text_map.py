"""Where the plain words of a text stand in its HTML (文字与标记对照).

Checks read plain words; people look at the text with its markup, and replace words in it. This
holds for HTML in the one spelling of `rich_text`, whose plain text is made from the same blocks.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import NamedTuple

from zhanqun.content.library.rich_text import plain_text

_PARTS = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)")
_ATTRIBUTES = re.compile(r'([a-z]+)="([^"]*)"')
_ONE = re.compile(r"&(?:amp|lt|gt|quot|#x27);|.", re.DOTALL)
_VOID = {"br", "hr", "img"}


class Span(NamedTuple):
    """Words of the plain text, marked on the page by these tags.

    first: what stands once before the first of the marks, such as an anchor.
    """

    start: int
    end: int
    opening: str
    closing: str
    first: str = ""


class Change(NamedTuple):
    """Words of the plain text and what shall stand there instead."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words between two tags: plain text from `start` to `end`, HTML from `at`."""

    start: int
    end: int
    at: int
    raw: str


@dataclass(slots=True)
class Element:
    """An element: its plain text from `start` to `end`, its HTML from `at` to `until`."""

    tag: str
    attributes: dict[str, str]
    start: int
    at: int
    end: int = 0
    until: int = 0


@dataclass
class TextMap:
    """HTML of a body, its plain text, and how the one lies in the other."""

    html: str
    text: str
    elements: list[Element] = field(default_factory=list)
    _pieces: list[_Piece] = field(default_factory=list)

    @classmethod
    def of(cls, html: str) -> "TextMap":
        return cls.of_words(html, plain_text(html))

    @classmethod
    def of_words(cls, html: str, text: str) -> "TextMap":
        """The same where the plain text of the HTML is known."""
        found = cls(html, text)
        found._read()
        return found

    def _read(self) -> None:
        opened: list[Element] = []
        place = 0
        for part in _PARTS.finditer(self.html):
            closes, tag, attributes, words = part.groups()
            if words is not None:
                place = self._add_words(words, part.start(), place)
            elif closes:
                _close(opened, tag, place, part.end())
            else:
                values = {name: unescape(text) for name, text in _ATTRIBUTES.findall(attributes)}
                element = Element(tag, values, place, part.start(), place, part.end())
                self.elements.append(element)
                if tag not in _VOID:
                    opened.append(element)

    def _add_words(self, words: str, at: int, place: int) -> int:
        """Words follow one another as in the plain text; line ends in the HTML are its layout."""
        lead = len(words) - len(words.lstrip("\n"))
        raw = words.strip("\n")
        if not raw:
            return place
        plain = unescape(raw) if "&" in raw else raw
        start = self.text.find(plain, place)
        if start == -1 or self.text[place:start].strip():
            return place
        self._pieces.append(_Piece(start, start + len(plain), at + lead, raw))
        return start + len(plain)

    def _within(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Parts of the HTML that hold these words, in order, without the tags between."""
        first = bisect_right(self._pieces, start, key=lambda piece: piece.end)
        for piece in self._pieces[first:]:
            if piece.start >= end:
                return
            ends = _places(piece, max(start, piece.start)), _places(piece, min(end, piece.end))
            if ends[0] < ends[1]:
                yield ends

    def marked(self, spans: Iterable[Span]) -> str:
        """The HTML with words marked; spans that overlap are marked one after the other.

        A mark is closed before every tag and opened again behind it, so that it nests well.
        """
        cuts = []
        reached = 0
        for span in sorted(spans):
            first = span.first
            for start, end in self._within(max(span.start, reached), span.end):
                cuts.append((start, end, first + span.opening, span.closing))
                first = ""
            reached = max(reached, span.end)
        parts, at = [], 0
        for start, end, opening, closing in cuts:
            parts += [self.html[at:start], opening, self.html[start:end], closing]
            at = end
        return "".join([*parts, self.html[at:]])

    def changed(self, changes: Iterable[Change]) -> str:
        """The HTML with words replaced; the new words look as the first of the old ones did.

        Of changes that overlap the first is made. Words over which the look changes lose
        nothing but their own letters.
        """
        parts, at, reached = [], 0, 0
        for change in sorted(changes):
            if change.start < reached:
                continue
            words = escape(change.words, quote=False)
            for start, end in self._within(change.start, change.end):
                parts += [self.html[at:start], words]
                words, at = "", end
            reached = change.end
        return "".join([*parts, self.html[at:]])


def _close(opened: list[Element], tag: str, place: int, until: int) -> None:
    while opened:
        element = opened.pop()
        element.end, element.until = place, until
        if element.tag == tag:
            return


def _places(piece: _Piece, place: int) -> int:
    """Where in the HTML a character of the plain text stands; entities are one character."""
    offset = place - piece.start
    if len(piece.raw) == piece.end - piece.start:
        return piece.at + offset
    for count, one in enumerate(_ONE.finditer(piece.raw)):
        if count == offset:
            return piece.at + one.start()
    return piece.at + len(piece.raw)
