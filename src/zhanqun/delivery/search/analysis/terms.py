"""Terms of a text (词项): words of the dictionary, single characters and overlapping pairs.

A pair is found wherever its two characters stand together, so 河长 is found inside 河长制; words
that the dictionary knows rank before accidental neighbours. Digits and Latin letters stay whole
and are found by their beginnings too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text, with a blank between.

    pairs: in order, so that a chain of them is a phrase. words: of the dictionary, with every
    single character and the beginnings of numbers and Latin words; their order says nothing.
    """

    pairs: str
    words: str


def terms_of(folded: str) -> Terms:
    """All terms of a folded text.

    A pair with a gap in it is two characters for whoever reads the terms, and breaks the chain.
    """
    plain = _GAP.sub(" ", folded)
    units = _UNIT_OR_GAP.findall(plain)
    pairs = [*map(add, units, units[1:]), *_digit_pairs(plain)]
    singles = {*units, *(digits for _start, _end, digits in numerals_in(plain))}
    words = [*rjieba.cut_for_search(plain), *singles]
    if longer := [unit for unit in singles if len(unit) > PREFIX_SHORTEST]:
        words += _prefixes(longer)
    return Terms(" ".join(pairs), " ".join(words))


def _prefixes(units: Iterable[str]) -> set[str]:
    return {
        unit[:length]
        for unit in units
        for length in range(PREFIX_SHORTEST, min(len(unit), PREFIX_LONGEST + 1))
    }


def _digit_pairs(plain: str) -> Iterator[str]:
    """The pairs that the neighbourhood of a Chinese numeral has in digits."""
    for start, end, digits in numerals_in(plain):
        near = plain[max(0, start - _AROUND) : start] + digits + plain[end : end + _AROUND]
        units = _UNIT_OR_GAP.findall(f" {near} ")
        yield from map(add, units, units[1:])


def cover(word: str) -> list[str]:
    """The pairs that together say that a word stands in a text: as few as reach its end.

    None of a single character, number or Latin word, which is a term itself.
    """
    pairs = chain(word)
    return [*pairs[:-1:2], *pairs[-1:]]


def chain(run: str) -> list[str]:
    """The overlapping pairs of a run in order; a phrase of them is the run itself."""
    units = units_of(run)
    return list(map(add, units, units[1:]))
