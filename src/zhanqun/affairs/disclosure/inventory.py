"""What stands under each item of the legal list, and what is wanting (公开清单).

Counts come from one grouped query over the index of entries; nobody walks them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Q

from zhanqun.affairs.disclosure import rules
from zhanqun.affairs.disclosure.items import Item, items_for
from zhanqun.affairs.disclosure.models import Entry, ItemCycle, Publisher
from zhanqun.affairs.disclosure.states import EntryState
from zhanqun.core.workcalendar.api import WorkCalendar, work_calendar


@dataclass(frozen=True)
class Counts:
    """live: public entries; newest: when the newest of them was published or renewed; late:
    published after their last day; waiting: not public yet, overdue of them past their last day.
    """

    live: int = 0
    newest: date | None = None
    late: int = 0
    waiting: int = 0
    overdue: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        days = [day for day in (self.newest, other.newest) if day]
        return Counts(
            self.live + other.live,
            max(days, default=None),
            self.late + other.late,
            self.waiting + other.waiting,
            self.overdue + other.overdue,
        )


NOTHING = Counts()


@dataclass(frozen=True)
class ItemStanding:
    """One item of one publisher. months: its cycle, None without one."""

    item: Item
    counts: Counts
    months: int | None
    is_stale: bool

    @property
    def is_missing(self) -> bool:
        return not self.counts.live


@dataclass(frozen=True)
class Inventory:
    """A publisher against its legal list (公开清单); total counts an entry once."""

    publisher: Publisher
    total: Counts
    items: Sequence[ItemStanding]

    @property
    def missing(self) -> int:
        return sum(row.is_missing for row in self.items)

    @property
    def stale(self) -> int:
        return sum(row.is_stale for row in self.items)


def inventory_of(publisher: Publisher, today: date) -> Inventory:
    return inventories([publisher], today)[0]


def inventories(publishers: Iterable[Publisher], today: date) -> list[Inventory]:
    """Of each publisher, in the order given; one query for all counts."""
    rows = list(publishers)
    counted = _counted([row.pk for row in rows], today)
    months = cycles()
    calendar = work_calendar()
    return [_inventory(row, counted[row.pk], months, calendar, today) for row in rows]


def cycles() -> dict[str, int | None]:
    """Item code -> months; what the desk has set over what an installation begins with."""
    return {**rules.CYCLES, **dict(ItemCycle.objects.values_list("item", "months"))}


def _counted(keys: Sequence[int], today: date) -> Mapping[int, list[tuple[list[str], Counts]]]:
    """By publisher: items that stand together on entries, and how many do.

    Grouped in the order of the index, so that nothing is sorted or hashed.
    """
    rows = (
        Entry.objects.filter(publisher__in=keys, state__in=[EntryState.LIVE, EntryState.DRAFT])
        .order_by()
        .values("publisher_id", "state", "items")
        .annotate(
            count=Count("*"),
            newest=Max("renewed_on"),
            late=Count("published_on", filter=Q(published_on__gt=F("due_on"))),
            overdue=Count("due_on", filter=Q(due_on__lt=today)),
        )
        .values_list("publisher_id", "state", "items", "count", "newest", "late", "overdue")
    )
    found: dict[int, list[tuple[list[str], Counts]]] = defaultdict(list)
    for publisher, state, items, count, newest, late, overdue in rows:
        if state == EntryState.LIVE:
            counts = Counts(live=count, newest=newest, late=late)
        else:
            counts = Counts(waiting=count, overdue=overdue)
        found[publisher].append((items, counts))
    return found


def _inventory(
    publisher: Publisher,
    counted: Sequence[tuple[list[str], Counts]],
    months: Mapping[str, int | None],
    calendar: WorkCalendar,
    today: date,
) -> Inventory:
    of_items: dict[str, Counts] = defaultdict(Counts)
    for items, counts in counted:
        for code in items:
            of_items[code] += counts
    standings = [
        ItemStanding(
            item,
            of_items[item.code],
            months.get(item.code),
            rules.is_stale(of_items[item.code].newest, months.get(item.code), today, calendar),
        )
        for item in items_for(publisher.level)
    ]
    return Inventory(publisher, sum((counts for _i, counts in counted), NOTHING), standings)
