"""Two versions side by side (版本对照): paragraph by paragraph, then character by character."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zhanqun.content.library.models import Article, label_of
from zhanqun.content.library.rich_text import plain_text

# difflib's time grows with the square: beyond these, wholes are shown as replaced.
PARAGRAPHS_MAX = 2000
CHARACTERS_MAX = 3000
# Paragraphs less alike than this are told as two texts: marking characters would not help.
ALIKE = 0.4


@dataclass(frozen=True)
class Piece:
    """A run of characters; changed: it is not on the other side."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class Pair:
    """What stands in one another's place; an empty side has nothing there."""

    left: list[Piece]
    right: list[Piece]

    @property
    def is_equal(self) -> bool:
        return not any(piece.changed for piece in [*self.left, *self.right])


@dataclass(frozen=True)
class Difference:
    """One field that differs, by its name and its paragraphs."""

    name: str
    label: str
    pairs: list[Pair]


def differences(left: Article, right: Article) -> list[Difference]:
    """Every content field that differs between two versions, in the order of the form."""
    found = []
    for name in Article.CONTENT:
        old, new = shown(left, name), shown(right, name)
        if old != new:
            label = label_of(name)
            found.append(Difference(name, label, list(pairs(old, new))))
    return found


def shown(article: Article, name: str) -> str:
    """A field as a person reads it; a body without its markup."""
    if name == "body":
        return plain_text(article.body)
    display = getattr(article, f"get_{name}_display", None)
    value: Any = display() if display else getattr(article, name)
    if isinstance(value, list | tuple):
        return "\n".join(str(item) for item in value)
    return "" if value is None else str(value)


def pairs(left: str, right: str) -> Iterator[Pair]:
    """Paragraphs of two texts matched with each other, equal ones too."""
    olds, news = left.splitlines(), right.splitlines()
    if max(len(olds), len(news)) > PARAGRAPHS_MAX:
        yield Pair([Piece(left, True)], [Piece(right, True)])
        return
    matcher = difflib.SequenceMatcher(None, olds, news, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            for text in olds[start:end]:
                yield Pair([Piece(text)], [Piece(text)])
        else:
            yield from _replaced(olds[start:end], news[new_start:new_end])


def _replaced(olds: list[str], news: list[str]) -> Iterator[Pair]:
    for at in range(max(len(olds), len(news))):
        old = olds[at] if at < len(olds) else None
        new = news[at] if at < len(news) else None
        if old is None or new is None:
            yield Pair(_whole(old), _whole(new))
        else:
            yield _by_character(old, new)


def _whole(text: str | None) -> list[Piece]:
    return [] if text is None else [Piece(text, True)]


def _by_character(old: str, new: str) -> Pair:
    if max(len(old), len(new)) > CHARACTERS_MAX:
        return Pair(_whole(old), _whole(new))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return Pair(_whole(old), _whole(new))
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if end > start:
            left.append(Piece(old[start:end], kind != "equal"))
        if new_end > new_start:
            right.append(Piece(new[new_start:new_end], kind != "equal"))
    return Pair(left, right)
