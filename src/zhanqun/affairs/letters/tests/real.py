"""Real letters of one province's message board, with their replies and moments (../shared)."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from zhanqun.core.workcalendar.tests.shared import holidays, shared
from zhanqun.foundation import clock


def letters() -> list[dict[str, Any]]:
    """259 letters; asked_at and replied_at are moments of Beijing."""
    return [_read(row) for number in (1, 2) for row in rows(f"letters_with_reply_{number}.csv")]


def rows(name: str) -> Iterator[dict[str, str]]:
    with shared(f"real/letters/{name}").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _read(row: dict[str, str]) -> dict[str, Any]:
    moments = {
        name: datetime.fromisoformat(row[name]).replace(tzinfo=clock.BEIJING)
        for name in ("asked_at", "replied_at")
    }
    return row | moments


def through_the_door(post_office: Any, row: dict[str, Any], place: int) -> Any:
    """The letter, written when it was and held by the bureau's handler; place: 0, 1, 2 …"""
    post_office.town.now = row["asked_at"]
    return post_office.held(title=row["subject"][:60], text=row["body"], tel=f"0990-555{place:04}")


def seventh_working_day(start: date) -> date:
    """Counted day by day over the State Council's own lists, without our calendar."""
    day, left = start, 7
    while left:
        day += timedelta(days=1)
        left -= _works(day)
    return day


def _works(day: date) -> bool:
    return _listed(day.year).get(day.isoformat(), day.weekday() < 5)


@cache
def _listed(year: int) -> dict[str, bool]:
    return {row["date"]: not row["isOffDay"] for row in holidays(year)}
