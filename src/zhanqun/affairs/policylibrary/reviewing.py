"""Documents whose term ends are told of, and stand on the first screen (有效期评估提醒)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary import policies, queries, rules, telling
from zhanqun.affairs.policylibrary.models import Standing
from zhanqun.core.units import api as units
from zhanqun.core.workcalendar.api import end_of
from zhanqun.foundation.clock import day_of
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList

LAST_RUNG = len(rules.REMINDED_BEFORE) + 1


def is_due(row: Any, today: date) -> bool:
    """Whether it is to be reviewed. row: of `with_validity`."""
    if row.term_ends_on is None or row.validity in queries.ENDED or not row.article.live:
        return False
    return rules.rung_on(row.term_ends_on, today) > 0


@transaction.atomic
def remind_of_terms(now: datetime) -> int:
    """Tell of what was not told yet: half a year before, a month before, when it has ended.

    Returns how many documents. May run twice.
    """
    today = day_of(now)
    due: list[Standing] = []
    rows = Standing.objects.select_for_update(of=("self",)).select_related("article__unit")
    waiting = queries.with_validity(rows, today).filter(
        queries.to_review(today), reminded__lt=LAST_RUNG
    )
    repealed = Q(validity=queries.Validity.REPEALED)
    for row in waiting.exclude(repealed).order_by("term_ends_on", "id"):
        assert row.term_ends_on is not None  # asked for above
        rung = rules.rung_on(row.term_ends_on, today)
        if row.reminded < rung:
            row.reminded = rung
            due.append(row)
            telling.term_ends(row, rung, now)
    Standing.objects.bulk_update(due, ["reminded"])
    return len(due)


def reviews_due(user: Any, now: datetime) -> Iterator[WorkList]:
    """What is to be reviewed on the first screen, for who decides (待办)."""
    if not units.rights_of(user).holds_anywhere(policies.DECIDERS):
        return
    today = day_of(now)
    covered = units.units_covered(user, policies.DECIDERS)
    rows = queries.standings_visible_to(user).filter(article__unit__in=covered)
    rows = queries.narrowed(queries.with_validity(rows, today), {"review": True}, today)
    items = [
        WorkItem(
            row.article.title,
            reverse("policylibrary:document", args=[row.article.uid]),
            detail=row.article.number or str(row.article.unit),
            due_at=end_of(row.term_ends_on) if row.term_ends_on else None,
        )
        for row in rows.order_by("term_ends_on", "id")[:SHOWN]
    ]
    url = f"{reverse('policylibrary:documents')}?review=on"
    yield WorkList("policy_reviews", _("待评估的文件"), url, capped_count(rows), items, None)
