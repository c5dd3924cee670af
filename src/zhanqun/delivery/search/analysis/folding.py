"""Forms that mean the same are made one (归一): width, case, traditional and variant forms.

Folding goes character by character, so that the way back to the raw text is a running sum. The
stored text is never changed (P058).
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import opencc

# Traditional and variant forms as written on the mainland, in Taiwan and in Hong Kong.
_CONVERTERS = ("t2s", "tw2s", "hk2s")
_HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))
# Invisible inside a word: soft hyphen, zero-width and direction marks, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
# ① and the like stand apart from what follows: ①2021年 is no number 12021.
_ENCLOSED = re.compile("[\u2460-\u24ff\u2776-\u2793\u3200-\u32fe]")
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with its way back; `starts[i]` is where raw character i begins in `text`."""

    text: str
    starts: Sequence[int]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the raw text of what stands at text[start:end]."""
        first = bisect_right(self.starts, start) - 1
        return first, bisect_right(self.starts, end - 1)


def fold(text: str) -> str:
    """The text as terms are made of it; a control character is a blank."""
    table = _table()
    # Few different characters of a text change: finding them and replacing each is quick.
    for character in set(_changing().findall(text)):
        text = text.replace(character, table.get(character, character))
    return text


def folded(text: str) -> Folded:
    """`fold` with the way back to the raw text."""
    if not _uneven().search(text):
        return Folded(fold(text), range(len(text)))
    table = _table()
    forms = [table.get(character, character) for character in text]
    return Folded("".join(forms), list(accumulate(map(len, forms), initial=0))[:-1])


@cache
def _changing() -> re.Pattern[str]:
    """Characters that have another form, and a few more: see `_any_of`."""
    return _any_of(_table())


@cache
def _uneven() -> re.Pattern[str]:
    """Characters whose usual form is not one character, and a few more: see `_any_of`."""
    return _any_of(one for one, form in _table().items() if len(form) != 1)


def _any_of(characters: Iterable[str]) -> re.Pattern[str]:
    """Finds any of these characters, quickly: those of the first plane through one bitmap, those
    above it all alike, since they are rare."""
    first = "".join(re.escape(one) for one in characters if ord(one) < 0x10000)
    return re.compile(f"[{first}\U00010000-\U0010ffff]")


@cache
def _table() -> dict[str, str]:
    """Character -> usual form; no form changes again."""
    simplified = _simplified_forms()
    table = {}
    for character in map(chr, _codes()):
        usual = "".join(simplified.get(one, one) for one in _usual(character))
        if usual != character:
            table[character] = usual
    return {one: "".join(table.get(part, part) for part in form) for one, form in table.items()}


def _codes() -> Iterator[int]:
    """Every character that may be written in another way; no lone surrogate is one."""
    yield from range(0xD800)
    yield from range(0xD800, 0xE000)
    yield from range(0xF900, 0x10000)
    yield from range(0x1D400, 0x1F2FF)
    yield from range(0x20000, 0x323B0)
    yield from range(0xE0100, 0xE01F0)


def _usual(character: str) -> str:
    if _INVISIBLE.match(character):
        return ""
    if unicodedata.category(character) in ("Cc", "Cs", "Zs", "Zl", "Zp"):
        return " "
    usual = unicodedata.normalize("NFKC", character).lower()
    if _ENCLOSED.match(character):
        return f" {_enclosed(character, usual)} "
    if usual.isascii():
        return usual
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", usual))
    return plain if plain.isascii() else usual


def _enclosed(character: str, usual: str) -> str:
    """What stands in a circle or between brackets that are one character with it."""
    if usual != character:
        return usual
    number = unicodedata.numeric(character, None)
    return "" if number is None else str(int(number))


def _simplified_forms() -> dict[str, str]:
    """Traditional and variant form -> simplified form, asked of OpenCC once for all characters."""
    usual = [chr(code) for low, top in _HAN_BLOCKS for code in range(low, top)]
    forms = usual
    for name in _CONVERTERS:
        # A line each, so that OpenCC makes no phrases of neighbours.
        converted = opencc.OpenCC(name).convert("\n".join(forms)).split("\n")
        forms = [new if len(new) == 1 else old for old, new in zip(forms, converted, strict=True)]
    return {old: new for old, new in zip(usual, forms, strict=True) if old != new}


def is_broken(text: str) -> bool:
    """Whether a text holds half a character, which no index and no page can take."""
    return any(0xD800 <= ord(character) < 0xE000 for character in text)
