"""Figures of letters for everybody (来信统计): counted once a night, kept until the next.

A page that followed each letter would be made anew with each; one of last night says as of when.
Confidential letters are not counted: a mailbox with a single report would tell of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from zhanqun.affairs.letters.announcing import sites_showing
from zhanqun.affairs.letters.keys import figures_key
from zhanqun.affairs.letters.kinds import CODE
from zhanqun.affairs.letters.models import Mailbox, SiteFigures
from zhanqun.affairs.letters.sorts import CONFIDENTIAL
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import Case, Figures
from zhanqun.foundation import clock, targets

MONTHS = 12


@dataclass(frozen=True)
class Tally:
    """Figures as they are kept.

    all, units, months: of letters received since the first of the month eleven months ago;
    units by id, 0 for those that nobody holds yet; months by "2026-06". month, year: the present
    ones.
    """

    since: date
    all: Figures
    month: Figures
    year: Figures
    units: dict[int, Figures]
    months: dict[str, Figures]


def months_back(day: date, months: int) -> date:
    """The first of the month so many months before."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


@transaction.atomic
def count_all(now: datetime) -> int:
    """Count for every site that has mailboxes; returns for how many."""
    boxes: dict[int, list[Mailbox]] = {}
    for box in Mailbox.objects.select_related("site__parent"):
        for site_id in sites_showing(box):
            boxes.setdefault(site_id, []).append(box)
    today = clock.day_of(now)
    for site_id, rows in sorted(boxes.items()):
        facts = written(tally(rows, today))
        SiteFigures.objects.update_or_create(
            site_id=site_id, defaults={"counted_on": today, "facts": facts}
        )
    if boxes:
        targets.announce(map(figures_key, boxes), boxes)
    return len(boxes)


def tally(boxes: Iterable[Mailbox], today: date) -> Tally:
    """What came into these mailboxes, and what became of it."""
    cases = _cases(boxes)
    since, month = months_back(today, MONTHS - 1), today.replace(day=1)
    lately = cases.filter(start_on__gte=since)
    return Tally(
        since=since,
        all=casework.figures_in(lately),
        month=casework.figures_in(cases.filter(start_on__gte=month)),
        year=casework.figures_in(cases.filter(start_on__gte=month.replace(month=1))),
        units={unit or 0: row for unit, row in casework.figures_by(lately, "unit_id").items()},
        months={
            f"{month:%Y-%m}": row for month, row in casework.figures_by(lately, "month").items()
        },
    )


def _cases(boxes: Iterable[Mailbox]) -> QuerySet[Case]:
    found = Case.objects.filter(kind=CODE, letter__mailbox__in=list(boxes))
    return found.exclude(letter__sort__in=CONFIDENTIAL)


def written(counted: Tally) -> dict[str, Any]:
    return asdict(counted) | {"since": counted.since.isoformat()}


def read(facts: Mapping[str, Any]) -> Tally:
    return Tally(
        since=date.fromisoformat(facts["since"]),
        all=Figures(**facts["all"]),
        month=Figures(**facts["month"]),
        year=Figures(**facts["year"]),
        units={int(unit): Figures(**row) for unit, row in facts["units"].items()},
        months={month: Figures(**row) for month, row in facts["months"].items()},
    )


def in_time_share(row: Figures) -> float | None:
    """Of what was due by now, answered or not, how much was answered in time (按期答复率)."""
    due = row.in_time + row.late
    return row.in_time / due if due else None
