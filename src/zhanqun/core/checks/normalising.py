"""Text as the matchers see it, and the way back to the text as written (归一化).

Full-width forms, compatibility characters and Kangxi radicals become the usual character;
invisible characters go; in a squeezed text blanks beside Chinese go too. Line breaks stay, so
that nothing matches across blocks.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

# Soft hyphen, zero-width and direction marks, variation selectors, word joiner, BOM.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
_BLANK = "\t\x0b\x0c \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_GONE = re.compile(f"[{_INVISIBLE}]+")
# A blank goes unless both neighbours are Latin letters or digits.
_GONE_SQUEEZED = re.compile(
    f"[{_INVISIBLE}]*[{_BLANK}][{_INVISIBLE}{_BLANK}]*(?![0-9A-Za-z])"
    f"|(?<![0-9A-Za-z{_BLANK}{_INVISIBLE}])[{_INVISIBLE}{_BLANK}]+"
    f"|[{_INVISIBLE}]+"
)

# Radicals that Unicode gives no usual form; texts taken from PDF files are full of them.
_RADICALS = dict(
    zip(
        "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民西见角贝车长门青页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)


def _usual_forms() -> dict[int, str]:
    """Characters that Unicode says are another form of one usual character."""
    ranges = ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0xFF01, 0xFFEF), (0x2F800, 0x2FA20))
    table = {
        code: unicodedata.normalize("NFKC", chr(code))
        for low, top in ranges
        for code in range(low, top)
    }
    table = {code: usual for code, usual in table.items() if len(usual) == 1 and usual != chr(code)}
    # Chinese punctuation stays Chinese, so that patterns may name it.
    for mark in "，：；（）！？｜～":
        table.pop(ord(mark), None)
    table |= {ord(radical): usual for radical, usual in _RADICALS.items()}
    return table | {ord(blank): " " for blank in "\t\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"}


_USUAL = _usual_forms()


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised text with its way back.

    starts: places in `text` from which on `shifts` (same index) leads back to the original.
    """

    text: str
    starts: list[int]
    shifts: list[int]

    def original(self, place: int) -> int:
        """The place in the original of the character at `place`."""
        return place + self.shifts[bisect_right(self.starts, place) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the original of a match, without what was dropped around it."""
        return self.original(start), self.original(end - 1) + 1


def folded(text: str) -> Normal:
    """Usual forms, nothing invisible; blanks stay (for numbers)."""
    return _without(_GONE, text.translate(_USUAL))


def squeezed(text: str) -> Normal:
    """Usual forms, nothing invisible, no blanks inside Chinese (for words)."""
    return _without(_GONE_SQUEEZED, text.translate(_USUAL))


def _without(gone: re.Pattern[str], text: str) -> Normal:
    parts: list[str] = []
    starts, shifts = [0], [0]
    at = length = 0
    for match in gone.finditer(text):
        parts.append(text[at : match.start()])
        length += match.start() - at
        at = match.end()
        if starts[-1] == length:
            shifts[-1] = at - length
        else:
            starts.append(length)
            shifts.append(at - length)
    parts.append(text[at:])
    return Normal("".join(parts), starts, shifts)
