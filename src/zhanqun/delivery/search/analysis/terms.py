"""Terms of a text (词项): words of the dictionary, single characters and overlapping pairs.

A pair is found wherever its two characters stand together, so 河长 is found inside 河长制; words
that the dictionary knows count twice, so that they rank before accidental neighbours. Digits and
Latin letters stay whole and are found by their beginnings too.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from operator import add

import rjieba

from zhanqun.delivery.search.analysis.numerals import numerals_in

_RUN = re.compile(r"[^\W_]+")
_UNIT = re.compile(r"[0-9]{1,40}|[a-z]{1,40}|[^\W_]")
# The same, with a blank for everything between runs.
_UNIT_OR_GAP = re.compile(r"[0-9]{1,40}|[a-z]{1,40}|[^\W_]| ")
_GAP = re.compile(r"[\W_]+")
PREFIX_SHORTEST, PREFIX_LONGEST = 2, 12
# Characters around a numeral whose pairs change with it.
_AROUND = 2


def units_of(run: str) -> list[str]:
    """A run without punctuation as characters, numbers and Latin words."""
    return _UNIT.findall(run)


def runs_of(folded: str) -> list[str]:
    """What stands between punctuation and blanks."""
    return _RUN.findall(folded)


def index_terms(folded: str) -> str:
    """All terms of a folded text, with a blank between: pairs in order, words, characters.

    Positions hold for the pairs, which come first: a phrase is a chain of pairs. A pair with a
    gap in it is two characters for whoever reads the terms, and breaks the chain.
    """
    plain = _GAP.sub(" ", folded)
    units = _UNIT_OR_GAP.findall(plain)
    singles = set(units)
    parts = [*map(add, units, units[1:]), *rjieba.cut_for_search(plain), *singles]
    if longer := [unit for unit in singles if len(unit) > PREFIX_SHORTEST]:
        parts += _prefixes(longer)
    return " ".join([*parts, *_digit_terms(plain)])


def _prefixes(units: Iterable[str]) -> set[str]:
    return {
        unit[:length]
        for unit in units
        for length in range(PREFIX_SHORTEST, min(len(unit), PREFIX_LONGEST + 1))
    }


def _digit_terms(folded: str) -> set[str]:
    """What the neighbourhood of a Chinese numeral would give in digits."""
    found: set[str] = set()
    for start, end, digits in numerals_in(folded):
        near = folded[max(0, start - _AROUND) : start] + digits + folded[end : end + _AROUND]
        for run in _RUN.findall(near):
            units = units_of(run)
            found.update(map("".join, pairwise(units)))
        found.add(digits)
    return found


def cover(word: str) -> list[str]:
    """The terms that together say that a word stands in a text: as few pairs as reach its end."""
    units = units_of(word)
    if len(units) < 2:
        return units
    pairs = list(map(add, units, units[1:]))
    return [*pairs[:-1:2], pairs[-1]]


def chain(run: str) -> list[tuple[int, str]]:
    """The pairs of a run with their places, for a phrase; one that reaches its end."""
    units = units_of(run)
    pairs = list(enumerate(map(add, units, units[1:])))
    return [*pairs[:-1:2], *pairs[-1:]]
