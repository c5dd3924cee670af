"""Texts that all but repeat an earlier one (雷同稿件)."""

import difflib
import heapq
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhanqun.content.review.findings.finding import WARN, Finding

ALIKE = 0.9
# Short texts are alike by form alone: 放假通知、停水通知.
TWIN_BYTES_MIN = 600
SHOWN = 8
MARKS = 16
# Texts alike by nine tenths share a third of their clauses, even where every second one differs.
MARKS_SHARED_MIN = 3
CLAUSE_MIN = 6

_CLAUSES = re.compile(r"[^，。；：、！？\s]+")


@dataclass(frozen=True, slots=True)
class Twin:
    """An earlier text: its title and day, how alike from 0 to 1, what differs (old, new)."""

    title: str
    day: date
    alike: float
    differing: tuple[tuple[str, str], ...]


def marks_of(words: str) -> list[int]:
    """What a text is recognised by among many (文字指纹): the smallest hashes of its clauses.

    Texts that share most clauses share most marks, so that an index finds them.
    """
    clauses = {part for part in _CLAUSES.findall(words) if len(part) >= CLAUSE_MIN}
    return heapq.nsmallest(MARKS, {zlib.crc32(part.encode()) & 0x7FFFFFFF for part in clauses})


def closest_twin(words: str, earlier: Iterable[tuple[str, str, date]]) -> Twin | None:
    """The earlier text most like `words`, where one is all but the same (P075).

    earlier: (title, words, day); all without markup.
    """
    best: tuple[float, str, date, str] | None = None
    for title, other, day in earlier:
        alike = likeness(words, other)
        if alike >= ALIKE and (best is None or alike > best[0]):
            best = alike, title, day, other
    if best is None:
        return None
    alike, title, day, other = best
    return Twin(title, day, alike, tuple(differing(other, words)))


def twin_findings(twin: Twin | None) -> list[Finding]:
    if twin is None:
        return []
    said = _("与《{title}》（{day}）相似度{percent}%。").format(
        title=twin.title, day=twin.day, percent=int(twin.alike * 100)
    )
    if twin.differing:
        pairs = "；".join(f"{old or '（无）'}→{new or '（无）'}" for old, new in twin.differing)
        said += _("不同之处：{pairs}。").format(pairs=pairs)
    return [Finding("twin", WARN, _("正文"), said, "body")]


def likeness(left: str, right: str) -> float:
    """Share of pairs of neighbouring characters that two texts have in common (Dice), 0 to 1."""
    a, b = _pairs(left), _pairs(right)
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def _pairs(text: str) -> Counter[str]:
    plain = "".join(text.split())
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


def differing(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The first words that differ, old and new: clause by clause, then within the clause."""
    olds, news = _CLAUSES.findall(old), _CLAUSES.findall(new)
    shown = 0
    for at, new_at in _changed(olds, news):
        left, right = "".join(olds[at]), "".join(news[new_at])
        for place, new_place in _changed(left, right):
            yield left[place], right[new_place]
            shown += 1
            if shown == SHOWN:
                return


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[slice, slice]]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield slice(start, end), slice(new_start, new_end)
