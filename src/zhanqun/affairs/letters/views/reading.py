"""What the pages of this room share: a letter through the gate, and what stands beside it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.letters import queries
from zhanqun.affairs.letters.models import Letter
from zhanqun.core.casework import api as casework
from zhanqun.foundation import clock
from zhanqun.ui.people import person_of


def letter_of(request: HttpRequest, uid: UUID) -> Letter:
    """By the uid of its case; 404 for whoever may not open it."""
    rows = queries.letters_visible_to(request.user)
    rows = rows.select_related("publication", "merged_into__case", "case__holder")
    return get_object_or_404(rows, case__uid=uid)


def context(request: HttpRequest, letter: Letter, title: str, **facts: Any) -> dict[str, Any]:
    """The letter as the panel beside every form shows it."""
    person, case = person_of(request), letter.case
    words, tone = casework.limit_of(case, clock.day_of(clock.now()))
    lead = letter.merged_into.case if letter.merged_into else None
    return {
        "title": title,
        "subject": casework.title_for(case, person),
        "lead_subject": casework.title_for(lead, person) if lead else "",
        "letter": letter,
        "case": case,
        "text": casework.text_of(case, person),
        "files": queries.files_of(letter, person),
        "writer": casework.writer_of(case, person, whole=False),
        "due": casework.due_told(case),
        "limit": words,
        "limit_tone": tone,
        "merged": queries.merged_open(letter),
        "crumbs": [
            {"url": reverse("letters:letters"), "label": _("来信")},
            {"url": reverse("casework:case", args=[case.uid]), "label": case.number},
        ],
        **facts,
    }
