"""Duties to interpret at the desk (解读任务)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary import policies, queries
from zhanqun.affairs.policylibrary.models import Duty
from zhanqun.affairs.policylibrary.states import DutyState
from zhanqun.foundation import clock
from zhanqun.ui.desk import capped_count, desk_view, page_of

# Name of a tab: its word, which duties, their order.
OPEN, LATE, DONE = "open", "late", "done"
TONES = {DutyState.OPEN: "wait", DutyState.FULFILLED: "good", DutyState.WAIVED: "quiet"}


@desk_view("GET")
def duties(request: HttpRequest) -> HttpResponse:
    """?show=open|late|done, what is open by default."""
    policies.check_works_here(request.user)
    today = clock.day_of(clock.now())
    mine = queries.duties_visible_to(request.user)
    waiting = mine.filter(state=DutyState.OPEN, document__live=True)
    lists = {
        OPEN: (_("待解读"), waiting, ("due_on", "id")),
        LATE: (_("已逾期"), waiting.filter(due_on__lt=today), ("due_on", "id")),
        DONE: (_("已解读和不再解读"), mine.exclude(state=DutyState.OPEN), ("-due_on", "-id")),
    }
    name = request.GET.get("show", OPEN)
    name = name if name in lists else OPEN
    _label, rows, order = lists[name]
    page = page_of(rows, order, request.GET.get("from", ""))
    context = {
        "title": _("解读任务"),
        "tabs": [
            {"name": key, "label": label, "count": capped_count(found)}
            for key, (label, found, _order) in lists.items()
        ],
        "shown": name,
        "page": page,
        "rows": [_row(duty, today) for duty in page.rows],
        "count": capped_count(rows),
        "crumbs": [{"url": reverse("policylibrary:documents"), "label": _("政策文件")}],
    }
    return render(request, "policylibrary/duties.html", context)


def _row(duty: Duty, today: Any) -> dict[str, Any]:
    late = duty.is_late(today)
    return {"duty": duty, "late": late, "tone": TONES[DutyState(duty.state)]}
