"""What is due to be made public is told of and listed as work (公开期限提醒).

Two reminders an entry, in one notice a person and day: five working days before its last day, and
when that has passed. Told are the article's author and the unit's liaison, and the office of the
publisher when it is late.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.disclosure import policies, queries, rules
from zhanqun.affairs.disclosure.models import Entry
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User
from zhanqun.core.workcalendar.api import end_of, work_calendar
from zhanqun.foundation.clock import day_of
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList

KINDS = {"disclosure.due": Kind(gettext_lazy("主动公开期限"))}
SOON, PAST = 1, 2


def due_soon(rows: QuerySet[Entry], today: date) -> QuerySet[Entry]:
    """Entries that are to be made public within a few working days, or late (临期、逾期)."""
    return queries.waiting(rows).filter(due_on__lte=rules.soon_by(today, work_calendar()))


@transaction.atomic
def remind(now: datetime) -> int:
    """Tell of what was not told yet; returns how many entries. May run twice."""
    today, told = day_of(now), []
    rows = Entry.objects.select_for_update(of=("self",)).filter(reminded__lt=PAST)
    rows = rows.select_related("article__unit", "article__author", "publisher__unit")
    for row in due_soon(rows, today).order_by("due_on", "id"):
        rung = PAST if row.due_on < today else SOON
        if row.reminded < rung:
            row.reminded = rung
            told.append(row)
    Entry.objects.bulk_update(told, ["reminded"])
    for person, mine in _by_person(told, today):
        notices.tell(
            [person],
            kind="disclosure.due",
            text=_words(mine),
            url=_address(),
            key=f"disclosure_due:{today}",
            about_uid=mine[0].article.uid if len(mine) == 1 else None,
            now=now,
        )
    return len(told)


def _by_person(rows: list[Entry], today: date) -> Iterable[tuple[User, list[Entry]]]:
    mine: dict[int, list[Entry]] = defaultdict(list)
    people: dict[int, User] = {}
    known: dict[tuple[int, int, bool], list[User]] = {}
    for row in rows:
        is_late = row.due_on < today
        key = (row.article.unit_id, row.publisher_id, is_late)
        if key not in known:
            known[key] = _answerable(row, today, is_late=is_late)
        for person in {one.pk: one for one in [row.article.author, *known[key]]}.values():
            people[person.pk] = person
            mine[person.pk].append(row)
    return [(people[key], found) for key, found in mine.items() if people[key].is_active]


def _answerable(entry: Entry, today: date, *, is_late: bool) -> list[User]:
    scopes = units.unit_scopes(entry.article.unit)
    found = units.people_on_duty([Role.LIAISON], scopes, today)
    if is_late:
        above = units.unit_scopes(entry.publisher.unit)
        found += units.people_on_duty(policies.OFFICE, above, today)
    return found


def _words(rows: list[Entry]) -> str:
    first = rows[0]
    if len(rows) == 1:
        text = _("《{title}》应在{day:%m-%d}以前公开")
    else:
        text = _("《{title}》等{count}条信息公开期限将到或已过")
    return text.format(title=first.article.title, count=len(rows), day=first.due_on)


def _address() -> str:
    return f"{reverse('disclosure:entries')}?due=on"


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    """What is due on the first screen, for who files (待办)."""
    if not units.rights_of(user).holds_anywhere(policies.FILERS):
        return
    rows = due_soon(queries.entries_filed_by(user), day_of(now))
    items = [
        WorkItem(
            row.article.title,
            reverse("disclosure:filing", args=[row.article.uid]),
            detail=str(row.article.unit),
            due_at=end_of(row.due_on),
        )
        for row in rows.order_by("due_on", "id")[:SHOWN]
    ]
    yield WorkList("disclosure_due", _("待公开的信息"), _address(), capped_count(rows), items, None)
