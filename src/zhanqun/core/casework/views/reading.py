"""What the pages of this room share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.casework import policies, showing
from zhanqun.core.casework.kinds import label_of
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.states import CaseState
from zhanqun.foundation import clock

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


def row_of(case: Case) -> dict[str, Any]:
    """A case as a list prints it."""
    words, tone = showing.limit_of(case, clock.day_of(clock.now()))
    return {
        "case": case,
        "kind": label_of(case.kind),
        "limit": words,
        "limit_tone": tone,
        "tone": TONES.get(CaseState(case.state), ""),
    }
