"""The year of a report (报告年度) and its deadlines."""

from datetime import date

from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.core.units.api import UnitKind


def first_of(year: int) -> date:
    return date(year, 1, 1)


def last_of(year: int) -> date:
    return date(year, 12, 31)


def gathers(publisher: Publisher) -> bool:
    """Whether its report is that of a whole government, with the figures of those below it."""
    return publisher.unit.kind == UnitKind.GOVERNMENT


def due_on(publisher: Publisher, year: int) -> date:
    """Until when the report on a year is published: departments by 31 January of the next one,
    governments by 31 March (年报期限).

    Source: 《政府信息公开条例》第四十九条.
    """
    return date(year + 1, 3, 31) if gathers(publisher) else date(year + 1, 1, 31)
