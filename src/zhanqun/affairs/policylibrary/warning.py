"""Duties to interpret are warned of, and stand on the first screen (解读督促)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary import policies, queries, rules, telling
from zhanqun.core.units import api as units
from zhanqun.core.workcalendar.api import end_of, work_calendar
from zhanqun.foundation.clock import day_of
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList


@transaction.atomic
def warn_of_duties(now: datetime) -> int:
    """Warn of duties near or past their day; returns how many. May run twice a day."""
    today, count = day_of(now), 0
    rows = queries.duties_open().select_for_update(of=("self",))
    for duty in rows.select_related("document", "unit").order_by("due_on", "id"):
        if rules.is_warned(duty.due_on, duty.told_on, today, work_calendar(duty.unit)):
            duty.told_on, duty.rung = today, duty.rung + 1
            duty.save(update_fields=["told_on", "rung"])
            telling.warned(duty, today, now)
            count += 1
    return count


def duties_due(user: Any, now: datetime) -> Iterator[WorkList]:
    """What a person's units are to interpret (待办)."""
    if not units.rights_of(user).holds_anywhere(policies.KEEPERS):
        return
    kept = units.units_covered(user, policies.KEEPERS)
    rows = queries.duties_open().filter(unit__in=kept).select_related("document", "unit")
    items = [
        WorkItem(
            duty.document.title,
            reverse("policylibrary:document", args=[duty.document.uid]),
            detail=str(duty.unit),
            due_at=end_of(duty.due_on),
        )
        for duty in rows.order_by("due_on", "id")[:SHOWN]
    ]
    url = reverse("policylibrary:duties")
    yield WorkList("interpretations", _("待解读的文件"), url, capped_count(rows), items)
