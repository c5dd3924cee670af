"""Another spelling that would find something (您要找的是不是)."""

from collections.abc import Iterable, Iterator

from zhanqun.delivery.search.analysis.folding import fold
from zhanqun.delivery.search.analysis.reading import whole
from zhanqun.delivery.search.analysis.sounds import sounds_like

# So many titles that share something with the query are looked at.
TITLES = 40
LENGTH = range(2, 21)
# A character that sounds alike is half a mistake; one mistake in so many characters.
_ALIKE, _OTHER = 0.5, 1.0
_CHARACTERS_EACH = 3


def can_be_mistyped(asked: str) -> bool:
    return len(asked) in LENGTH and not asked.isascii()


def nearest(asked: str, titles: Iterable[str]) -> str:
    """The run of some title that is nearest to the letters asked, "" where none is near."""
    best, least = "", max(len(asked) / _CHARACTERS_EACH, _ALIKE) + 0.01
    for title in dict.fromkeys(whole(fold(title)) for title in titles):
        for run in _windows(title, asked):
            cost = distance(asked, run, least)
            if 0 < cost < least:
                best, least = run, cost
    return best


def _windows(title: str, asked: str) -> Iterator[str]:
    """Runs of a title about as long as the query that begin or end as it sounds."""
    begin = {one for one in set(title) if sounds_like(one, asked[0])}
    end = {one for one in set(title) if sounds_like(one, asked[-1])}
    for length in (len(asked), len(asked) + 1, len(asked) - 1):
        for start in range(len(title) - length + 1):
            if title[start] in begin or title[start + length - 1] in end:
                yield title[start : start + length]


def distance(typed: str, other: str, limit: float) -> float:
    """Edits from one to the other (编辑距离), `limit` at most; alike in sound costs half."""
    row = [float(place) for place in range(len(other) + 1)]
    for down, one in enumerate(typed, 1):
        before, row[0] = row[0], float(down)
        for across, two in enumerate(other, 1):
            cost = before if one == two else min(row[across] + 1, row[across - 1] + 1)
            # How two characters sound is looked up only where it can make a difference.
            if one != two and before + _ALIKE < cost:
                change = _ALIKE if sounds_like(one, two) else _OTHER
                cost = min(cost, before + change)
            before, row[across] = row[across], cost
        if min(row) >= limit:
            return limit
    return row[-1]
