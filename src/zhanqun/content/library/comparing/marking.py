"""The characters that differ between two lines (逐字标记)."""

import re
from dataclasses import dataclass

from diff_match_patch import diff_match_patch

from zhanqun.content.library.comparing.aligning import matches, runs_of

# Longer lines are parted into sentences first.
SENTENCES_FROM = 400
# Lines less alike than this are told as two texts: marking characters would not help.
ALIKE = 0.4
# Lines up to this length are always looked at; longer ones must share this part of their runs.
SHORT, SHARED = 12, 0.12
# Time for the characters of one line, in seconds; beyond it wholes are shown as replaced.
LINE_SECONDS = 0.05

_SENTENCE = re.compile(
    r"[^。！？；：，、.!?;,\n]{1,200}[。！？；：，、.!?;,\n]*|[。！？；：，、.!?;,\n]+"
)
_KEPT = 0


@dataclass(frozen=True)
class Piece:
    """A run of characters; changed: it is not on the other side. ends_cell: of a table's row."""

    text: str
    changed: bool = False
    ends_cell: bool = False


Sides = tuple[list[Piece], list[Piece]]


def marked(old: str, new: str) -> Sides:
    """Both lines in pieces: what stays, and what is on one side alone."""
    if old == new:
        return [Piece(old)], [Piece(new)]
    if max(len(old), len(new)) > SENTENCES_FROM:
        return _by_sentence(old, new)
    return _by_character(old, new)


def whole(text: str) -> list[Piece]:
    return [Piece(text, changed=True)] if text else []


def _by_sentence(old: str, new: str) -> Sides:
    olds, news = _SENTENCE.findall(old), _SENTENCE.findall(new)
    left: list[Piece] = []
    right: list[Piece] = []
    at = (0, 0)
    for i, j in [*matches(olds, news), (len(olds), len(news))]:
        _replace("".join(olds[at[0] : i]), "".join(news[at[1] : j]), left, right)
        if i < len(olds):
            _extend(left, right, _by_character(olds[i], news[j]))
        at = (i + 1, j + 1)
    return left, right


def _replace(old: str, new: str, left: list[Piece], right: list[Piece]) -> None:
    if old and new and max(len(old), len(new)) <= SENTENCES_FROM:
        _extend(left, right, _by_character(old, new))
    else:
        left += whole(old)
        right += whole(new)


def _extend(left: list[Piece], right: list[Piece], sides: Sides) -> None:
    left += sides[0]
    right += sides[1]


def _by_character(old: str, new: str) -> Sides:
    if old == new:
        return [Piece(old)], [Piece(new)]
    if not _may_be_alike(old, new):
        return whole(old), whole(new)
    engine = diff_match_patch()
    engine.Diff_Timeout = LINE_SECONDS
    runs = engine.diff_main(old, new, False)
    same = sum(len(text) for kind, text in runs if kind == _KEPT)
    if same < ALIKE * max(len(old), len(new)):
        return whole(old), whole(new)
    engine.diff_cleanupSemantic(runs)
    left = [Piece(text, kind != _KEPT) for kind, text in runs if kind <= _KEPT]
    right = [Piece(text, kind != _KEPT) for kind, text in runs if kind >= _KEPT]
    return left, right


def _may_be_alike(old: str, new: str) -> bool:
    """A quick look: texts that share few runs of characters are not worth the slow one."""
    if min(len(old), len(new)) <= SHORT:
        return True
    olds, news = runs_of(old), runs_of(new)
    return len(olds & news) >= SHARED * max(len(olds), len(news))
