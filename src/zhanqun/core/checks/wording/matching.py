"""Every entry of every list in one pass (多模式匹配)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ahocorasick_rs import AhoCorasick
from django.utils.translation import gettext as _

from zhanqun.core.checks.hits import HINT, Hit
from zhanqun.core.checks.kinds import STRENGTH, ListKind
from zhanqun.core.checks.wording import territory
from zhanqun.core.checks.wording.countries import COUNTRIES
from zhanqun.core.checks.wording.near_misses import Half, halves_of, miss_at
from zhanqun.core.checks.wording.organs import level_of_organ
from zhanqun.core.checks.wording.patterns import Candidate, Pattern
from zhanqun.core.checks.wording.reading import Reading

# Longer patterns cross words of the dictionary by accident so rarely that it is not asked.
CUT_UP_TO = 4

_BESIDE_COUNTRIES = Pattern(
    uid="",
    kind=ListKind.TERRITORY,
    wrong="",
    right="",
    level="warn",
    source="《关于正确使用涉台宣传用语的意见》（2016年修订）",
)


class Wording:
    """The entries of all lists, compiled. Build once, match often; holds nothing that changes."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._words: dict[str, list[Pattern]] = defaultdict(list)
        self._halves: dict[str, list[Half]] = defaultdict(list)
        allowed = []
        for pattern in patterns:
            if pattern.kind == ListKind.ALLOWED:
                allowed.append(pattern.wrong)
            elif pattern.kind == ListKind.PROTECTED:
                for half in halves_of(pattern):
                    self._halves[half.words].append(half)
            else:
                self._words[pattern.wrong].append(pattern)
        self._keys = list(self._words.keys() | self._halves.keys())
        self._automaton = AhoCorasick(self._keys)
        self._allowed = AhoCorasick(allowed)

    def hits(self, reading: Reading, *, on: date) -> list[Hit]:
        """What the lists say about one passage on a day, in the order of the text."""
        found = list(self._candidates(reading, on))
        if not found:
            return []
        spans = self.allowed_spans(reading.text)
        kept = [one for one in found if not _is_inside(one, spans)]
        return [one.hit(reading) for one in _without_echoes(_strongest(kept))]

    def allowed_spans(self, text: str) -> list[tuple[int, int]]:
        """Where nothing is reported, whichever list says so (通用允许语境)."""
        matches = self._allowed.find_matches_as_indexes(text, overlapping=True)
        return [(start, end) for _which, start, end in matches]

    def _candidates(self, reading: Reading, on: date) -> Iterator[Candidate]:
        text = reading.text
        for which, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for half in self._halves.get(self._keys[which], ()):
                if candidate := _near_miss(text, start, end, half):
                    yield candidate
            for pattern in self._words.get(self._keys[which], ()):
                if candidate := _listed(reading, start, end, pattern, on):
                    yield candidate
        for start, end in territory.regions_beside_countries(text, COUNTRIES):
            yield _beside_countries(text, start, end)


def _listed(reading: Reading, start: int, end: int, pattern: Pattern, on: date) -> Candidate | None:
    if _is_in_context(reading.text, start, pattern):
        return None
    if pattern.is_quotable and reading.is_quoted(start, end):
        return None
    if pattern.kind == ListKind.ORGAN:
        return _former_organ(reading, start, end, pattern, on)
    if end - start <= CUT_UP_TO and reading.crosses_words(start, end):
        return Candidate(start, end, pattern, HINT, _doubt(pattern))
    return Candidate(start, end, pattern, pattern.level, _message(pattern), pattern.right)


def _former_organ(
    reading: Reading, start: int, end: int, pattern: Pattern, on: date
) -> Candidate | None:
    """A name of an organ that is no more; in a text of its own time nothing is suggested."""
    if pattern.ended_on and on < pattern.ended_on:
        return None
    level = level_of_organ(reading, start, end, pattern)
    suggestion = "" if level == HINT else pattern.right
    message = _organ_message(pattern)
    return Candidate(start, end, pattern, level, message, suggestion) if level else None


def _organ_message(pattern: Pattern) -> str:
    if not pattern.right:
        return _("机构“{wrong}”已撤并，请核实现在的名称。").format(wrong=pattern.wrong)
    text = _("机构“{wrong}”已撤并或更名，现为“{right}”。说历史时请写“原{wrong}”。")
    return text.format(wrong=pattern.wrong, right=pattern.right)


def _doubt(pattern: Pattern) -> str:
    text = _("像是“{wrong}”，也可能只是前后两个词相连，请核对。")
    if pattern.right:
        text = _("像是“{right}”误为“{wrong}”，也可能只是前后两个词相连，请核对。")
    return text.format(wrong=pattern.wrong, right=pattern.right)


def _message(pattern: Pattern) -> str:
    if not pattern.right:
        return _("“{wrong}”不妥，请修改。").format(wrong=pattern.wrong)
    return _("“{wrong}”应为“{right}”。").format(wrong=pattern.wrong, right=pattern.right)


def _near_miss(text: str, start: int, end: int, half: Half) -> Candidate | None:
    miss = miss_at(text, start, end, half)
    if miss is None or _touches_context(text, miss.start, miss.end, half.pattern):
        return None
    name = half.pattern.wrong
    return Candidate(
        miss.start,
        miss.end,
        half.pattern,
        half.pattern.level,
        _("与规范名称“{name}”差一个字，请核对。").format(name=name),
        name if miss.is_certain else "",
    )


def _beside_countries(text: str, start: int, end: int) -> Candidate:
    message = _("与国家并列时，不能把“{name}”称为国家。请写“中国{name}”，或者用“国家和地区”。")
    name = text[start:end]
    return Candidate(
        start,
        end,
        _BESIDE_COUNTRIES,
        _BESIDE_COUNTRIES.level,
        message.format(name=name),
        f"中国{name}",
    )


def _is_in_context(text: str, start: int, pattern: Pattern) -> bool:
    """Whether the word stands inside one of its allowed phrases, or inside its own right form."""
    for phrase in (*pattern.contexts, pattern.right):
        at = phrase.find(pattern.wrong)
        while at >= 0:
            if start >= at and text.startswith(phrase, start - at):
                return True
            at = phrase.find(pattern.wrong, at + 1)
    return False


def _touches_context(text: str, start: int, end: int, pattern: Pattern) -> bool:
    """Whether a name that looks wrong is the beginning, end or part of an allowed phrase."""
    for phrase in pattern.contexts:
        low, top = max(0, start - len(phrase) + 1), end + len(phrase) - 1
        if phrase in text[low:top]:
            return True
    return False


def _is_inside(one: Candidate, spans: list[tuple[int, int]]) -> bool:
    return any(start <= one.start and one.end <= end for start, end in spans)


def _strongest(found: list[Candidate]) -> list[Candidate]:
    """Where candidates overlap: the weightiest, then the longest, then the first."""

    def rank(one: Candidate) -> tuple[int, int, int, Any]:
        return STRENGTH[one.level], one.start - one.end, one.start, not one.suggestion

    kept: list[Candidate] = []
    for one in sorted(found, key=rank):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _without_echoes(found: list[Candidate]) -> Iterator[Candidate]:
    """An organ of its time is told once a passage: old documents are full of them."""
    told: set[str] = set()
    for one in found:
        if one.pattern.kind == ListKind.ORGAN and one.level == HINT:
            if one.pattern.uid in told:
                continue
            told.add(one.pattern.uid)
        yield one
