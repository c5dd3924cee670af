"""Reports of departments gathered into that of their government (年报汇总)."""

from uuid import UUID

from zhanqun.affairs.annualreports.models import IS_OPEN, Report
from zhanqun.affairs.annualreports.years import gathers
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Publisher


def below(publisher: Publisher) -> list[Publisher]:
    """Whose reports a government gathers: of a government below it that one, not its parts."""
    if not gathers(publisher):
        return []
    known = list(disclosure.publishers())
    return [one for one in known if _gathering(one, known) == publisher]


def _gathering(one: Publisher, known: list[Publisher]) -> Publisher | None:
    above = [
        other
        for other in known
        if other != one and gathers(other) and one.unit.path.startswith(other.unit.path)
    ]
    return max(above, key=lambda other: len(other.unit.path), default=None)


def newest_frozen(publishers: list[Publisher], year: int) -> dict[int, Report]:
    """By publisher: what it last stood for in that year."""
    rows = Report.objects.exclude(IS_OPEN).filter(publisher__in=publishers, year=year)
    rows = rows.select_related("publisher__unit").order_by("version")
    return {row.publisher_id: row for row in rows}


def carried_elsewhere(publisher: Publisher, year: int) -> frozenset[UUID]:
    """Cases that other publishers carried out of a year, by what they last stood for."""
    others = [one for one in disclosure.publishers() if one.pk != publisher.pk]
    frozen = newest_frozen(others, year).values()
    return frozenset(UUID(uid) for row in frozen if row.facts for uid in row.facts["carried"])


def frozen_of(publisher: Publisher, year: int) -> Report | None:
    return newest_frozen([publisher], year).get(publisher.pk)
