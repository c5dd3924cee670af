"""Characters that people really type (用字): rare names are kept as written, and mapped beside.

Machines from before GB 18030-2005 write some characters of names in the private-use area; since
GB 18030-2022 each of them has a code point of its own. What came in is never changed: the mapped
form stands beside it, for reading and searching.
"""

import re
import unicodedata
from collections.abc import Iterator

# Source: GB 18030-2022 Annex D (18 characters and 6 vertical forms moved out of the private-use
# area); what GB 18030-2000 still kept there of FE50 to FEA0, and Python's codec with it.
_MOVED = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5,
    0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F,
    0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB,
    0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14,
    0xE792: 0xFE15, 0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19,
}  # fmt: skip
_TRAILING = [*range(0x50, 0x7F), *range(0x80, 0xA1)]
_FIRST_PRIVATE = 0xE815  # stands for FE50
# Everything that PostgreSQL cannot keep or nobody can see; lines and tabs stay.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Neither letter nor digit: `\w` is exactly the categories L and N, and the low line.
_NEITHER = re.compile(r"[\W_]+")
_LINES = re.compile("\r\n?|[\u2028\u2029]")


def _table() -> Iterator[tuple[int, int]]:
    for place, trail in enumerate(_TRAILING):
        char = ord(bytes([0xFE, trail]).decode("gb18030"))
        private = _FIRST_PRIVATE + place
        yield private, _MOVED.get(private, char)
    yield from _MOVED.items()


_MAPPED = {private: char for private, char in _table() if private != char}


def storable(text: str) -> str:
    """What was typed, without what cannot be kept: NUL and other controls, halves of characters."""
    return _UNWANTED.sub("", _LINES.sub("\n", text)).strip()


def mapped(text: str) -> str:
    """The text with private-use characters of old machines as the characters they stand for."""
    return text.translate(_MAPPED)


def unreadable(text: str) -> list[str]:
    """Private-use characters that no standard explains; somebody must ask the sender."""
    return sorted({char for char in mapped(text) if unicodedata.category(char) == "Co"})


def narrow(text: str) -> str:
    """Full-width digits and signs as ASCII, without blanks at the ends."""
    return unicodedata.normalize("NFKC", text).strip()


def length(text: str) -> int:
    """Characters as people count them: a line break is none, a character of Extension B is one."""
    return len(text.replace("\n", ""))


def folded(text: str) -> str:
    """For comparing texts: width, case, blanks and punctuation make no difference."""
    plain = unicodedata.normalize("NFKC", mapped(text)).casefold()
    return _NEITHER.sub("", plain)
