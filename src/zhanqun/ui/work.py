"""Work that waits for a person (待办): every room lists its own, the first screen shows all.

Rooms register functions (user, now) -> [WorkList] with Wagtail's hook `HOOK`. Numbers and short
lists, most overdue first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from wagtail import hooks

HOOK = "list_work_due"
# So many rows of each list stand on the first screen; the rest is behind its link.
SHOWN = 5
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class WorkItem:
    """One thing to do. due_at: its limit, where it has one; tag: a word on its state."""

    text: str
    url: str
    detail: str = ""
    due_at: datetime | None = None
    tag: str = ""
    tone: str = ""


@dataclass(frozen=True)
class WorkList:
    """One kind of work: how many there are, and the first of them (待办清单).

    count: a number, or a capped count that prints itself. told_days_before: the daily digest
    repeats an item from so many days before its limit; None: never.
    """

    name: str
    title: str
    url: str
    count: Any
    items: list[WorkItem] = field(default_factory=list)
    told_days_before: int | None = 0

    @property
    def number(self) -> int:
        return int(getattr(self.count, "number", self.count))

    @property
    def first_due_at(self) -> datetime:
        return min((item.due_at for item in self.items if item.due_at), default=_NEVER)


def work_of(user: Any, now: datetime) -> list[WorkList]:
    """Every list of the person, the one with the earliest limit first, empty ones last."""
    lists: Iterable[WorkList] = (
        found for listed in hooks.get_hooks(HOOK) for found in listed(user, now)
    )
    return sorted(lists, key=lambda row: (row.number == 0, row.first_due_at))
