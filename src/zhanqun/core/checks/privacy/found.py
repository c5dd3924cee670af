"""What a finder of personal data returns, and how data are masked (遮盖)."""

import re
from dataclasses import dataclass

MASK = "*"
# So many characters stay legible at each end (保留前几位、后几位).
KEPT = {
    "privacy.id_number": (6, 4),
    "privacy.old_id_number": (6, 3),
    "privacy.bank_card": (6, 4),
    "privacy.mobile": (3, 4),
    "privacy.contact_mobile": (3, 4),
    "privacy.passport": (1, 3),
    "privacy.plate": (2, 2),
}
_BETWEEN = re.compile(r"[ \-–—·•.]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a normalised text, what stands there and how it would read masked."""

    code: str
    start: int
    end: int
    masked: str = ""


def found(code: str, start: int, end: int, words: str) -> Found:
    return Found(code, start, end, masked(code, bare(words)))


def bare(words: str) -> str:
    """A number without the blanks and strokes that people put between its digits."""
    return _BETWEEN.sub("", words)


def masked(code: str, words: str) -> str:
    """The number with its middle hidden; "" for kinds that are not masked."""
    if code not in KEPT:
        return ""
    head, tail = KEPT[code]
    return words[:head] + MASK * (len(words) - head - tail) + words[-tail:]


def before(text: str, place: int, size: int) -> str:
    """The words just before a place."""
    return text[max(0, place - size) : place]
