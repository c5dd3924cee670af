"""What a reader typed, as words to look for (检索式): nothing typed is a command.

Quotes ask for a phrase; everything else is words. An unbalanced quote, a star or a bracket is
punctuation.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import rjieba

from zhanqun.delivery.search.analysis.folding import fold
from zhanqun.delivery.search.analysis.numbers import numbers_in
from zhanqun.delivery.search.analysis.numerals import with_digits
from zhanqun.delivery.search.analysis.terms import runs_of, units_of
from zhanqun.delivery.search.shapes import QUERY_LENGTH

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
# Words that say nothing by themselves; asked for only where nothing else is.
_EMPTY = frozenset("的了和与及或在是等之对为中于把被从向到就也都而且并其这那")
# Of a long query only so many words must be in a text; the rest makes the ranking.
WORDS_MOST = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """A query understood, all in folded text.

    words: what a text must have, each in one or more spellings (the first as typed).
    phrases: runs that must stand together as they are; a phrase with punctuation is several.
    numbers: keys that each document number in the query may mean.
    whole: the letters and digits of the query, to be compared with whole titles.
    is_cut: whether the end of the query was dropped.
    """

    words: tuple[tuple[str, ...], ...]
    phrases: tuple[tuple[str, ...], ...]
    numbers: tuple[tuple[str, ...], ...]
    whole: str
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.parts

    @property
    def parts(self) -> int:
        """How many things a text must have."""
        return len(self.words) + len(self.phrases)


def understand(typed: str, known: Iterable[str] = ()) -> Asked:
    """Read a query; empty where nothing in it can be looked for (punctuation, pictures).

    known: folded words that stay whole, since they have synonyms.
    """
    is_cut = len(typed) > QUERY_LENGTH
    text = fold(typed[:QUERY_LENGTH])
    phrases = tuple(tuple(runs) for quoted in _QUOTED.findall(text) if (runs := runs_of(quoted)))
    loose = _QUOTED.sub(" ", text)
    words: dict[tuple[str, ...], None] = {}
    for run in runs_of(loose):
        words |= dict.fromkeys(map(_spellings, _words_around(known, run)))
    return Asked(
        words=tuple(words)[:WORDS_MOST],
        phrases=phrases,
        numbers=tuple(map(tuple, numbers_in(typed[:QUERY_LENGTH]))),
        whole=whole(text),
        is_cut=is_cut,
    )


def whole(folded: str) -> str:
    """Letters and digits alone: two titles that differ in punctuation are one title."""
    return "".join(runs_of(folded))


def _words_around(known: Iterable[str], run: str) -> list[str]:
    """The words of a run, known ones whole; the longest known one counts."""
    inside = max((word for word in known if word in run), key=len, default="")
    if not inside:
        return words_of(run)
    before, _inside, after = run.partition(inside)
    rest = [_words_around(known, part) if part else [] for part in (before, after)]
    return [*rest[0], inside, *rest[1]]


def words_of(run: str) -> list[str]:
    """The words of a run; a single character keeps its neighbour, empty ones go."""
    if len(units_of(run)) <= 2:
        return [run]
    found: list[str] = []
    waiting = ""
    cut = rjieba.cut(run)
    for word in cut:
        if len(word) == 1 and word in _EMPTY:
            waiting = ""
        elif len(word) == 1 and not word.isascii():
            waiting += word
        else:
            found.append(waiting + word)
            waiting = ""
    if waiting:
        follows = found and run.endswith(found[-1] + waiting)
        found.append(found.pop() + waiting if follows else waiting)
    return found or [run]


def _spellings(word: str) -> tuple[str, ...]:
    digits = with_digits(word)
    return (word,) if digits == word else (word, digits)
