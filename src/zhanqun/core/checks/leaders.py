"""Names, titles and order of leaders (领导人姓名、职务、排序).

The list is the installation's own; every row is one term of office, so that former titles are
known. A name alone is never reported: namesakes exist. What is compared stands beside a title or
in an enumeration.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ahocorasick_rs import AhoCorasick
from django.utils.translation import gettext as _

from zhanqun.core.checks.hits import HINT, WARN, Hit
from zhanqun.core.checks.wording.reading import Reading, years_in

SOURCE = "领导人名单"
# Words before a title that make it another one: 副市长, 原市长, 代市长.
_OTHER_TITLE = re.compile(r"(?:常务副|副|代理?|候任)$")
_FORMER = re.compile(r"(?:原|前|时任|曾任|老)[一-鿿]{0,12}$")
# 与 joins pairs, not lists: 甲与丁、乙与丙互为 AB 角.
_BETWEEN_NAMES = re.compile("[、和及]|以及")
NAME_REACH = 3


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office of a leader (任职). title may hold several: "市委副书记、市长"."""

    name: str
    title: str
    order: int
    valid_from: date
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    @property
    def titles(self) -> list[str]:
        return [part for part in re.split("[、，,；;]", self.title) if part]


@dataclass(frozen=True, slots=True)
class _Place:
    """A listed name in a text, and the title beside it ("" for none)."""

    start: int
    end: int
    name: str
    title: str = ""
    title_start: int = 0
    title_end: int = 0


@dataclass
class Roll:
    """The list on one day (名单)."""

    current: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    former: dict[str, dict[str, date]] = field(default_factory=lambda: defaultdict(dict))
    holders: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    orders: dict[str, int] = field(default_factory=dict)


class Leaders:
    """The list, compiled."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = list(terms)
        self._names = sorted({term.name for term in self._terms})
        titles = {title for term in self._terms for title in term.titles}
        self._titles = sorted(titles, key=len, reverse=True)
        self._automaton = AhoCorasick(self._names)
        self._title_automaton = AhoCorasick(self._titles)

    def hits(self, reading: Reading, *, on: date) -> list[Hit]:
        if not self._names:
            return []
        roll = self._roll(on)
        places = [
            self._with_title(reading.text, start, end, self._names[which])
            for which, start, end in self._automaton.find_matches_as_indexes(reading.text)
        ]
        found = [hit for place in places for hit in self._title_hits(reading, place, roll)]
        found += self._order_hits(reading, places, roll)
        found += self._name_hits(reading, places, roll)
        return sorted(found, key=lambda hit: hit.start)

    def _roll(self, on: date) -> Roll:
        roll = Roll()
        for term in self._terms:
            for title in term.titles:
                if term.holds_on(on):
                    roll.current[term.name].add(title)
                    roll.holders[title].add(term.name)
                elif term.valid_until and term.valid_until < on:
                    roll.former[term.name][title] = term.valid_until
            if term.holds_on(on):
                known = roll.orders.get(term.name, term.order)
                roll.orders[term.name] = min(known, term.order)
        return roll

    def _with_title(self, text: str, start: int, end: int, name: str) -> _Place:
        for title in self._titles:
            if text.endswith(title, 0, start):
                low = start - len(title)
                prefix = _OTHER_TITLE.search(text, max(0, low - 3), low)
                low = prefix.start() if prefix else low
                return _Place(start, end, name, text[low:start], low, start)
        for title in self._titles:
            if text.startswith(title, end):
                return _Place(start, end, name, title, end, end + len(title))
        return _Place(start, end, name)

    def _title_hits(self, reading: Reading, place: _Place, roll: Roll) -> Iterator[Hit]:
        current = roll.current[place.name]
        if not place.title or any(_is_same(place.title, own) for own in current):
            return
        if _FORMER.search(reading.text[max(0, place.title_start - 14) : place.title_start]):
            return
        code, level = "leaders.wrong_title", WARN
        text = _("{name}的职务与名单不符：写的是“{title}”，名单是“{now}”。")
        ended = roll.former[place.name].get(place.title)
        if ended:
            years = years_in(reading.sentence(place.start, place.end)) or [
                reading.year or ended.year + 1
            ]
            code, level = "leaders.former_title", HINT if max(years) <= ended.year else WARN
            text = _("{name}已不任{title}（至{day}）。现任：{now}。")
        message = text.format(
            name=place.name,
            title=place.title,
            now="、".join(sorted(current)) or _("无"),
            day=ended.isoformat() if ended else "",
        )
        yield _hit(reading, code, level, place.title_start, place.title_end, message, "")

    def _order_hits(self, reading: Reading, places: list[_Place], roll: Roll) -> Iterator[Hit]:
        for row in _enumerations(reading.text, places):
            names = [place.name for place in row if place.name in roll.orders]
            ranked = sorted(names, key=roll.orders.__getitem__)
            if len(names) < 2 or names == ranked:
                continue
            message = _("领导人排序与名单不符，名单的次序是：{names}。")
            start, end = row[0].start, row[-1].end
            text = reading.text[start:end]
            is_plain = len(names) == len(row) and not any(place.title for place in row[1:])
            is_plain = is_plain and text == "、".join(place.name for place in row)
            yield _hit(
                reading,
                "leaders.order",
                WARN,
                start,
                end,
                message.format(names="、".join(ranked)),
                "、".join(ranked) if is_plain else "",
            )

    def _name_hits(self, reading: Reading, places: list[_Place], roll: Roll) -> Iterator[Hit]:
        """A title followed by a name that differs from its holder's in one character."""
        text, taken = reading.text, {place.start for place in places}
        for which, start, end in self._title_automaton.find_matches_as_indexes(text):
            title = self._titles[which]
            if end in taken or _OTHER_TITLE.search(text, max(0, start - 3), start):
                continue
            written = text[end : end + NAME_REACH]
            for name in sorted(roll.holders[title]):
                if len(name) == NAME_REACH and _differs_in_one(written, name):
                    message = _("与名单上的{title}“{name}”差一个字，请核对姓名。")
                    yield _hit(
                        reading,
                        "leaders.name",
                        WARN,
                        end,
                        end + NAME_REACH,
                        message.format(title=title, name=name),
                        name,
                    )
                    break


def _is_same(title: str, own: str) -> bool:
    """Whether two titles are one, with or without a place's name before it."""
    longer, shorter = (title, own) if len(title) > len(own) else (own, title)
    if not longer.endswith(shorter):
        return False
    return not _OTHER_TITLE.search(longer.removesuffix(shorter))


def _enumerations(text: str, places: list[_Place]) -> Iterator[list[_Place]]:
    """Runs of listed names with nothing between them but 、 and titles."""
    row: list[_Place] = []
    for place in places:
        if row and not _is_joint(text[row[-1].end : place.start], place):
            yield row
            row = []
        row.append(place)
    yield row


def _is_joint(between: str, place: _Place) -> bool:
    joint = between.removesuffix(place.title) if place.title_end == place.start else between
    return bool(_BETWEEN_NAMES.fullmatch(joint))


def _differs_in_one(written: str, name: str) -> bool:
    if len(written) != len(name) or not all("一" <= sign <= "鿿" for sign in written):
        return False
    return sum(a != b for a, b in zip(written, name, strict=True)) == 1


def _hit(
    reading: Reading, code: str, level: str, start: int, end: int, message: str, suggestion: str
) -> Hit:
    low, top = reading.normal.span(start, end)
    return Hit(
        code,
        level,
        reading.passage.field,
        reading.passage.where,
        low,
        top,
        reading.passage.text[low:top],
        message,
        suggestion=suggestion,
        source=SOURCE,
    )
