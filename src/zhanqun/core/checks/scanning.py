"""All checks over all passages of a text (检查)."""

from collections.abc import Iterable
from datetime import date, datetime

from zhanqun.core.checks.compiled import Compiled, compiled
from zhanqun.core.checks.hits import Hit, Passage
from zhanqun.core.checks.normalising import squeezed
from zhanqun.core.checks.privacy import privacy_hits
from zhanqun.core.checks.wording import Reading, year_of_texts
from zhanqun.foundation import clock


def scan(passages: Iterable[Passage], *, now: datetime) -> list[Hit]:
    """Everything that the checks say about these passages, in their order (检查)."""
    return hits_of(list(passages), compiled(), clock.day_of(now))


def hits_of(passages: list[Passage], lists: Compiled, on: date) -> list[Hit]:
    """The same with given lists, on a day."""
    year = year_of_texts((passage.text for passage in passages), on.year)
    return [hit for passage in passages for hit in _hits(passage, lists, year, on)]


def _hits(passage: Passage, lists: Compiled, year: int | None, on: date) -> list[Hit]:
    reading = Reading(passage, squeezed(passage.text), year)
    found = [*privacy_hits(passage), *lists.wording.hits(reading, on=on)]
    found += lists.leaders.hits(reading, on=on)
    return sorted(found, key=lambda hit: (hit.start, hit.end))
