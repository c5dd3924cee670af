"""Questions whose review is near or past are told of (问答复核提醒).

Two reminders a question, in one notice a person and day: 14 days before its review date, and when
that has passed. The unit's head is told; where it has none any more, such as after a merger, the
office above it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.letters import policies
from zhanqun.affairs.letters.models import Question
from zhanqun.affairs.letters.questions import questions_visible_to, to_review
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User
from zhanqun.core.workcalendar.api import end_of
from zhanqun.foundation.clock import day_of
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList

KINDS = {"letters.question_review": Kind(gettext_lazy("问答待复核"))}
SOON, PAST = 1, 2


@transaction.atomic
def remind_of_reviews(now: datetime) -> int:
    """Tell of what was not told yet; returns how many questions. May run twice."""
    today = day_of(now)
    due: list[Question] = []
    rows = Question.objects.select_for_update(of=("self",)).select_related("unit")
    for row in rows.filter(to_review(today), reminded__lt=PAST).order_by("review_on", "id"):
        rung = PAST if row.review_on < today else SOON
        if row.reminded < rung:
            row.reminded = rung
            due.append(row)
    Question.objects.bulk_update(due, ["reminded"])
    for person, mine in _by_person(due, now):
        notices.tell(
            [person],
            kind="letters.question_review",
            text=_words(mine),
            url=f"{reverse('letters:questions')}?review=on",
            key=f"question_review:{today}",
            about_uid=mine[0].uid if len(mine) == 1 else None,
            now=now,
        )
    return len(due)


def reviewers_of(unit: Unit, now: datetime) -> list[User]:
    """Who looks at a unit's questions again: its head, else the office above."""
    scopes, today = units.unit_scopes(unit), day_of(now)
    own = units.people_on_duty([Role.CASE_HEAD], scopes, today)
    return own or units.people_on_duty(policies.OFFICE, scopes, today)


def _by_person(rows: list[Question], now: datetime) -> Iterable[tuple[User, list[Question]]]:
    of_units: dict[int, list[User]] = {}
    mine: dict[int, list[Question]] = defaultdict(list)
    people: dict[int, User] = {}
    for row in rows:
        if row.unit_id not in of_units:
            of_units[row.unit_id] = reviewers_of(row.unit, now)
        for person in of_units[row.unit_id]:
            people[person.pk] = person
            mine[person.pk].append(row)
    return [(people[key], found) for key, found in mine.items()]


def _words(rows: list[Question]) -> str:
    if len(rows) == 1:
        return _("问答“{question}”该复核了").format(question=rows[0].question)
    return _("“{question}”等{count}条问答该复核了").format(
        question=rows[0].question, count=len(rows)
    )


def reviews_due(user: Any, now: datetime) -> Iterator[WorkList]:
    """What is to be reviewed on the first screen, for who may (待办)."""
    if not units.rights_of(user).holds_anywhere(policies.QUESTION_PUBLISHERS):
        return
    covered = units.units_covered(user, policies.QUESTION_PUBLISHERS)
    rows = questions_visible_to(user).filter(to_review(day_of(now)), unit__in=covered)
    items = [
        WorkItem(
            row.question,
            reverse("letters:question", args=[row.uid]),
            detail=str(row.unit),
            due_at=end_of(row.review_on),
        )
        for row in rows.order_by("review_on", "id")[:SHOWN]
    ]
    url = f"{reverse('letters:questions')}?review=on"
    yield WorkList("question_reviews", _("问答待复核"), url, capped_count(rows), items, None)
