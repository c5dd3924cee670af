"""What the door puts on the first screen (待办): what is held, what waits for an answer here."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.intake import policies, queries
from zhanqun.core.intake.kinds import kinds
from zhanqun.core.intake.models import Envelope
from zhanqun.core.intake.states import EnvelopeState
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    if not policies.may_keep_any(user):
        return
    held = queries.held_visible_to(user)
    yield _listed("held_envelopes", _("来件待核"), reverse("intake:held"), held)
    ours = [code for code, entry in kinds if entry.answered_here]
    unanswered = queries.envelopes_visible_to(user).filter(
        kind__in=ours, state=EnvelopeState.OPEN, feedback=None, erased_at=None
    )
    url = f"{reverse('intake:envelopes')}?state={EnvelopeState.OPEN}"
    yield _listed("envelopes_to_answer", _("来件待答复"), url, unanswered)


def _listed(name: str, title: str, url: str, rows: QuerySet[Envelope]) -> WorkList:
    items = [
        WorkItem(
            text=row.title,
            url=reverse("intake:envelope", args=[row.uid]),
            detail=row.kind_title,
        )
        for row in rows.order_by("id")[:SHOWN]
    ]
    return WorkList(name, title, url, capped_count(rows), items)
