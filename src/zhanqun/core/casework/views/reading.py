"""What the pages of this room share."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.casework import policies, showing
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.states import CaseState

TONES = {
    CaseState.OFFERED: "wait",
    CaseState.DECIDING: "bad",
    CaseState.ANSWERED: "good",
    CaseState.DECLINED: "quiet",
    CaseState.CLOSED: "quiet",
    CaseState.WAITING: "quiet",
}


def context(request: HttpRequest, title: str, tab: str = "", **facts: Any) -> dict[str, Any]:
    policies.check_works_here(request.user)
    return {"title": title, "tab": tab, **facts}


def crumbs() -> list[dict[str, str]]:
    return [{"url": reverse("casework:cases"), "label": _("办件")}]


def row_of(case: Case, today: date, title: str) -> dict[str, Any]:
    """A case as a list prints it. Words here rather than in the template: there they cost more.

    title: as the person may read it.
    """
    words, tone = showing.limit_of(case, today)
    state = CaseState(case.state)
    return {
        "case": case,
        "title": title,
        "address": reverse("casework:case", args=[case.uid]),
        "limit": words,
        "limit_tone": tone,
        "state": state.label,
        "tone": TONES.get(state, ""),
        "due": f"{case.due_on:%m-%d}",
        "start": f"{case.start_on:%Y-%m-%d}",
    }
