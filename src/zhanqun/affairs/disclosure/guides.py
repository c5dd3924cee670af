"""Guides at the desk: who keeps which, what was changed, which are to be looked at again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.disclosure import policies
from zhanqun.affairs.disclosure.models import Guide, Publisher
from zhanqun.affairs.disclosure.services.guides import label_of
from zhanqun.core.audit import api as audit
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units import api as units
from zhanqun.core.workcalendar.api import end_of
from zhanqun.foundation.clock import day_of
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList

# “及时更新”: looked at again at least once a year; the length is ours.
CURRENT_DAYS = 365
NOTICES = {"disclosure.guide_review": Kind(gettext_lazy("公开指南待核对"))}
HISTORY_SHOWN = 20


@dataclass(frozen=True)
class Changed:
    """One line of a guide's history: who did what when, and the facts that changed."""

    at: datetime
    by: str
    is_confirmed: bool
    facts: tuple[tuple[str, str, str], ...]  # label, before, after


def publishers_kept_by(user: Any) -> QuerySet[Publisher]:
    """Those whose guide the person may write."""
    covered = units.units_covered(user, policies.PAGE_KEEPERS)
    rows = Publisher.objects.filter(unit__in=covered)
    return rows.select_related("unit", "site", "guide")


def is_due(guide: Guide, today: date) -> bool:
    return guide.reviewed_on <= today - timedelta(days=CURRENT_DAYS)


def history_of(guide: Guide) -> list[Changed]:
    """The newest acts, each with the words before and after (修改记录)."""
    entries = audit.entries_about("zq_disclosure.guide", str(guide.uid)).order_by("-id")
    return [_changed(row) for row in entries[:HISTORY_SHOWN]]


def _changed(entry: audit.Entry) -> Changed:
    before, after = entry.before or {}, entry.after or {}
    is_confirmed = entry.action == "disclosure.guide_confirmed"
    names = [] if is_confirmed or not before else [n for n in after if before.get(n) != after[n]]
    facts = tuple((label_of(name), str(before[name]), str(after[name])) for name in names)
    return Changed(entry.at, entry.actor_name, is_confirmed, facts)


@transaction.atomic
def remind_of_guides(now: datetime) -> int:
    """Tell the office once of each guide that is a year old; returns how many. May run twice."""
    last = day_of(now) - timedelta(days=CURRENT_DAYS)
    rows = Guide.objects.select_for_update(of=("self",)).select_related("publisher__unit")
    due = list(rows.filter(reviewed_on__lte=last, is_reminded=False).order_by("id"))
    for row in due:
        scopes = units.unit_scopes(row.publisher.unit)
        notices.tell(
            units.people_on_duty(policies.PAGE_KEEPERS, scopes, day_of(now)),
            kind="disclosure.guide_review",
            text=_("{guide}满一年没有核对了").format(guide=row),
            url=reverse("disclosure:guide", args=[row.publisher.uid]),
            key=f"guide_review:{row.reviewed_on}",
            about_uid=row.uid,
            now=now,
        )
        row.is_reminded = True
    Guide.objects.bulk_update(due, ["is_reminded"])
    return len(due)


def guides_due(user: Any, now: datetime) -> Iterator[WorkList]:
    """What is to be written or looked at again, on the first screen (待办)."""
    if not policies.keeps_pages(user):
        return
    last = day_of(now) - timedelta(days=CURRENT_DAYS)
    due = Q(guide=None) | Q(guide__reviewed_on__lte=last)
    rows = publishers_kept_by(user).filter(due)
    items = [_item(row) for row in rows.order_by("guide__reviewed_on", "position", "id")[:SHOWN]]
    url = reverse("disclosure:guides")
    yield WorkList("guides", _("公开指南待编制、待核对"), url, capped_count(rows), items, None)


def _item(row: Publisher) -> WorkItem:
    found: Guide | None = getattr(row, "guide", None)
    due_on = found.reviewed_on + timedelta(days=CURRENT_DAYS) if found else None
    return WorkItem(
        _("{publisher}公开指南").format(publisher=row),
        reverse("disclosure:guide", args=[row.uid]),
        detail=_("满一年，待核对") if found else _("还没有编制"),
        due_at=end_of(due_on) if due_on else None,
    )
