"""Lines of two texts side by side, each with a word for what happened to it (逐段对照)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library.comparing.aligning import matches
from zhanqun.content.library.comparing.body_lines import Line
from zhanqun.content.library.comparing.marking import Piece, marked, whole
from zhanqun.content.library.comparing.writing import new_side, old_side

Mark = Literal["same", "changed", "added", "removed", "moved"]
WORDS = {
    "same": "",
    "changed": gettext_lazy("改"),
    "added": gettext_lazy("增"),
    "removed": gettext_lazy("删"),
    "moved": gettext_lazy("移"),
}
# More equal lines in a row than this are folded away.
SHOWN_SAME = 3
# Shorter lines are not told as moved: they are too common.
MOVED_FROM = 4


@dataclass(frozen=True)
class Pair:
    """What stands in one another's place; an empty side has nothing there."""

    left: list[Piece]
    right: list[Piece]
    mark: Mark
    note: str = ""

    @property
    def word(self) -> str:
        return str(WORDS[self.mark])

    @property
    def old(self) -> SafeString:
        return old_side(self.left)

    @property
    def new(self) -> SafeString:
        return new_side(self.right)


@dataclass(frozen=True)
class Rows:
    """Neighbouring pairs; folded: they are equal and many."""

    pairs: list[Pair]
    folded: bool


def pairs_of(olds: Sequence[Line], news: Sequence[Line]) -> list[Pair]:
    """Lines matched with each other, equal ones too, in order."""
    found = matches([line.text for line in olds], [line.text for line in news])
    moved = _moved(olds, news, found)
    pairs: list[Pair] = []
    at = (0, 0)
    for i, j in [*found, (len(olds), len(news))]:
        pairs += _gap(olds[at[0] : i], news[at[1] : j], moved)
        if i < len(olds):
            pairs.append(_pair(olds[i], news[j]))
        at = (i + 1, j + 1)
    return pairs


def folded(pairs: Sequence[Pair]) -> list[Rows]:
    rows = [(mark, list(some)) for mark, some in groupby(pairs, key=lambda pair: pair.mark)]
    return [Rows(some, mark == "same" and len(some) > SHOWN_SAME) for mark, some in rows]


def _moved(olds: Sequence[Line], news: Sequence[Line], found: list[tuple[int, int]]) -> set[str]:
    """Texts that left one place and came to another."""
    kept_old, kept_new = {i for i, _j in found}, {j for _i, j in found}
    gone = _once(line.text for i, line in enumerate(olds) if i not in kept_old)
    return gone & _once(line.text for j, line in enumerate(news) if j not in kept_new)


def _once(texts: Iterable[str]) -> set[str]:
    return {text for text, n in Counter(texts).items() if n == 1 and len(text) >= MOVED_FROM}


def _gap(olds: Sequence[Line], news: Sequence[Line], moved: set[str]) -> Iterator[Pair]:
    """Lines between two matches: those that moved stand alone, the others beside each other."""
    for line in olds:
        if line.text in moved:
            yield Pair(whole(line.text), [], "moved", _("移到别处"))
    for old, new in zip_longest(_staying(olds, moved), _staying(news, moved)):
        if old is None:
            yield Pair([], whole(new.text), "added", new.place)
        elif new is None:
            yield Pair(whole(old.text), [], "removed", old.place)
        else:
            yield _pair(old, new)
    for line in news:
        if line.text in moved:
            yield Pair([], whole(line.text), "moved", _("从别处移来"))


def _staying(lines: Sequence[Line], moved: set[str]) -> list[Line]:
    return [line for line in lines if line.text not in moved]


def _pair(old: Line, new: Line) -> Pair:
    note = new.place
    if old.kind != new.kind:
        note = f"{old.kind_label} → {new.kind_label}"
    if old.text == new.text:
        mark: Mark = "same" if old.kind == new.kind else "changed"
        return Pair([Piece(old.text)], [Piece(new.text)], mark, "" if mark == "same" else note)
    sides = _cells(old, new) if old.cells and new.cells else marked(old.text, new.text)
    return Pair(*sides, "changed", note)


def _cells(old: Line, new: Line) -> tuple[list[Piece], list[Piece]]:
    """Cell by cell; where a column came or went, the cells that are alike stand together."""
    left: list[Piece] = []
    right: list[Piece] = []
    for one, other in _cell_pairs(old.cells, new.cells):
        if one is not None and other is not None:
            sides = marked(one, other)
        else:
            sides = whole(one or ""), whole(other or "")
        left += _ended(sides[0]) if one is not None else []
        right += _ended(sides[1]) if other is not None else []
    return left[:-1], right[:-1]


def _cell_pairs(
    olds: Sequence[str], news: Sequence[str]
) -> Iterator[tuple[str | None, str | None]]:
    if len(olds) == len(news):
        yield from zip(olds, news, strict=True)
        return
    at = (0, 0)
    for i, j in [*matches(olds, news), (len(olds), len(news))]:
        yield from zip_longest(olds[at[0] : i], news[at[1] : j])
        if i < len(olds):
            yield olds[i], news[j]
        at = (i + 1, j + 1)


def _ended(pieces: list[Piece]) -> list[Piece]:
    return [*pieces, Piece("", ends_cell=True)]
