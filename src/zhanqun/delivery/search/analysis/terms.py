"""Terms of a text (词项): words of the dictionary, single characters and overlapping pairs.

A pair is found wherever its two characters stand together, so 河长 is found inside 河长制; words
that the dictionary knows rank before accidental neighbours. Digits and Latin letters stay whole
and are found by their beginnings too.
"""

import re
import string
import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from operator import add

import rjieba

from zhanqun.delivery.search.analysis.numerals import numerals_in

_RUN = re.compile(r"[^\W_]+")
_WHOLE = re.compile("([0-9]{1,40}|[a-z]{1,40})")
_GAP = re.compile(r"[\W_]+")
PREFIX_SHORTEST, PREFIX_LONGEST = 2, 12
# Private characters that may stand in the place of something (see `_one_character_each`).
_NEAR, _FAR = range(0xE000, 0xF900), 0xF0000
_IN_PLACE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# Characters that stand in numbers and Latin words only.
_IN_LONGER = frozenset(string.digits + string.ascii_lowercase)
_CODES = f"utf-32-{sys.byteorder[0]}e"
# Characters around a numeral whose pairs change with it.
_AROUND = 2


def units_of(run: str) -> list[str]:
    """A text as numbers, Latin words and single characters, gaps among them."""
    units: list[str] = []
    for place, part in enumerate(_WHOLE.split(run)):
        if place % 2:
            units.append(part)
        else:
            units.extend(part)
    return units


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

    def __add__(self, other: "Terms") -> "Terms":
        return Terms(f"{self.pairs} {other.pairs}", f"{self.words} {other.words}")


def terms_of(folded: str) -> Terms:
    """All terms of a folded text.

    A pair with a gap in it is two characters for whoever reads the terms, and breaks the chain.
    What stands around a Chinese numeral is given in digits too, at the end.
    """
    plain = _GAP.sub(" ", f"{folded} ")
    one_each, meant = _one_character_each(plain)
    pairs = [_IN_PLACE.sub(lambda one: meant[one[0]], _pairs(one_each))]
    longer = set(meant.values())
    for start, end, digits in numerals_in(plain):
        near = plain[max(0, start - _AROUND) : start] + digits + plain[end : end + _AROUND]
        changed = units_of(f" {near} ")
        pairs += map(add, changed, changed[1:])
        longer.add(digits)
    words = rjieba.cut_for_search(plain)
    words += set(plain) - _IN_LONGER
    words += longer
    words += _prefixes(unit for unit in longer if len(unit) > PREFIX_SHORTEST)
    return Terms(" ".join(pairs), " ".join(words))


def _one_character_each(plain: str) -> tuple[str, dict[str, str]]:
    """The text with a private character in the place of each number and Latin word, and what
    each of these means. A text without gaps has no private character of its own."""
    places: dict[str, str] = {}
    text = _WHOLE.sub(lambda unit: places.setdefault(unit[0], _place(len(places))), plain)
    return text, {place: unit for unit, place in places.items()}


def _place(number: int) -> str:
    """A private character; those of the first plane come first, since texts stay small then."""
    return chr(_NEAR[number] if number < len(_NEAR) else _FAR + number)


def _pairs(text: str) -> str:
    """Every two neighbours of a text with a blank after them: of 政务公开 政务 务公 公开.

    Written as numbers into one array, since texts are most of what is indexed and a string for
    each pair takes ten times as long.
    """
    codes = array("I", text.encode(_CODES))
    joined = array("I", [ord(" ")]) * (3 * (len(codes) - 1))
    joined[0::3], joined[1::3] = codes[:-1], codes[1:]
    return joined.tobytes().decode(_CODES)


def _prefixes(units: Iterable[str]) -> set[str]:
    return {
        unit[:length]
        for unit in units
        for length in range(PREFIX_SHORTEST, min(len(unit), PREFIX_LONGEST + 1))
    }


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
