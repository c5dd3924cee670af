"""Findings as people see them: the text with its hits marked, and a list that leads there
(检查结果展示)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from zhanqun.content.library.api import Span, TextMap
from zhanqun.content.review import policies
from zhanqun.content.review.checking import Checked
from zhanqun.content.review.findings import BLOCK, HINT, LEVELS, WARN, Finding
from zhanqun.content.review.fixing import is_fixable
from zhanqun.content.review.models import Override
from zhanqun.core.units.api import Role

# A blocking finding that somebody let through.
DONE = "done"
WORDS: Mapping[str, str | Promise] = {
    DONE: gettext_lazy("已放行"),
    BLOCK: gettext_lazy("不能发布"),
    WARN: gettext_lazy("请留意"),
    HINT: gettext_lazy("供参考"),
}
TONES = {BLOCK: "bad", WARN: "wait", HINT: "quiet"}
# So much of the text stands around a hit in the list; so many places and findings are listed.
AROUND, PLACES_SHOWN, ROWS_SHOWN = 24, 5, 200


@dataclass(frozen=True)
class Place:
    """One place of a finding: its words with those around them, and where it is marked.

    nth: which of the equal words of the field it is, from 0. anchor: "" where the page has none.
    """

    before: str
    words: str
    after: str
    nth: int
    anchor: str = ""


@dataclass(frozen=True)
class Row:
    """One finding with all its places, and what can be done about it."""

    finding: Finding
    places: Sequence[Place]
    more: int
    is_fixable: bool
    is_lawful: bool
    may_override: bool
    overriders: str
    override: Override | None

    @property
    def is_open(self) -> bool:
        """Whether it still stops the text."""
        return self.finding.level == BLOCK and self.override is None


@dataclass(frozen=True)
class Group:
    level: str
    word: Any
    tone: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Shown:
    """All findings of a version. marked: field → its text with the hits marked."""

    groups: Sequence[Group]
    marked: Mapping[str, SafeString] = field(default_factory=dict)
    hidden: int = 0

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def fixable_count(self) -> int:
        return sum(row.is_fixable for row in self.rows)

    @property
    def open_blocks(self) -> list[Row]:
        return [row for row in self.rows if row.is_open]


def shown(
    checked: Checked,
    overrides: Iterable[Override] = (),
    *,
    overridable: Iterable[str] = (),
    in_text: bool = False,
) -> Shown:
    """The findings of a version, gravest first, one row for the same words in the same field.

    overridable: keys that the person who looks may let through. in_text: mark the text too.
    """
    by_key: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        by_key.setdefault(finding.key, []).append(finding)
    listed = dict(list(by_key.items())[:ROWS_SHOWN])
    done = {row.key: row for row in overrides}
    marked, anchors = _marked(checked, listed.values(), done) if in_text else ({}, {})
    may = set(overridable)
    rows = [_row(checked, same, anchors, done.get(key), key in may) for key, same in listed.items()]
    groups = [
        Group(level, WORDS[level], TONES[level], found)
        for level in LEVELS
        if (found := [row for row in rows if row.finding.level == level])
    ]
    return Shown(groups, marked, len(by_key) - len(listed))


def _row(
    checked: Checked,
    same: list[Finding],
    anchors: Mapping[int, str],
    override: Override | None,
    may_override: bool,
) -> Row:
    first = same[0]
    words = checked.text.words_in(first.field)
    with_words = [one for one in same if one.end > one.start]
    places = [_place(words, one, anchors) for one in with_words[:PLACES_SHOWN]]
    roles = policies.overriders_of(first.code)
    return Row(
        finding=first,
        places=places,
        more=len(with_words) - len(places),
        is_fixable=is_fixable(first),
        is_lawful=bool(roles),
        may_override=may_override,
        overriders="、".join(str(Role(role).label) for role in roles),
        override=override,
    )


def _place(words: str, finding: Finding, anchors: Mapping[int, str]) -> Place:
    start, end = finding.start, finding.end
    line = words.rfind("\n", 0, start) + 1
    stop = words.find("\n", end)
    stop = len(words) if stop == -1 else stop
    before = words[max(line, start - AROUND) : start].lstrip()
    return Place(
        before=("…" if start - AROUND > line else "") + before,
        words=words[start:end],
        after=words[end : min(stop, end + AROUND)] + ("…" if end + AROUND < stop else ""),
        nth=words.count(finding.matched, 0, start) if finding.matched else 0,
        anchor=anchors.get(id(finding), ""),
    )


def _marked(
    checked: Checked, listed: Iterable[list[Finding]], done: Collection[str]
) -> tuple[dict[str, SafeString], dict[int, str]]:
    """Field → its text with marks; finding (by identity) → the anchor of its mark."""
    by_field: dict[str, list[Finding]] = {}
    for same in listed:
        for one in same:
            if one.end > one.start:
                by_field.setdefault(one.field, []).append(one)
    marked: dict[str, SafeString] = {}
    anchors: dict[int, str] = {}
    for name, found in by_field.items():
        found.sort(key=lambda one: (one.start, one.end))
        spans = list(_spans(name, found, anchors, done))
        places = checked.text.places if name == "body" else _plain(checked.text.words_in(name))
        marked[name] = mark_safe(places.marked(spans))  # noqa: S308 - cleaned, or escaped below
    return marked, anchors


def _spans(
    name: str, found: list[Finding], anchors: dict[int, str], done: Collection[str]
) -> Iterator[Span]:
    """What overlaps an earlier hit to its end shares that one's mark."""
    reached, anchor = 0, ""
    for number, one in enumerate(found, start=1):
        if one.end > reached:
            anchor = f"hit-{name.replace(':', '-')}-{number}"
        anchors[id(one)] = anchor
        if one.end <= reached:
            continue
        reached = one.end
        level = DONE if one.key in done else one.level
        yield Span(
            one.start,
            one.end,
            format_html('<mark class="r-mark r-mark--{}">', level),
            "</mark>",
            format_html(
                '<span class="r-mark__word" id="{}" data-word="{}"></span>', anchor, WORDS[level]
            ),
        )


def _plain(words: str) -> TextMap:
    """Words of a field as HTML, so that they are marked like the body."""
    return TextMap.of_words(escape(words), words)
