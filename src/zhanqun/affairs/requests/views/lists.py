"""Lists of requests (申请列表): by what there is to do with them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhanqun.affairs.requests import policies, queries
from zhanqun.affairs.requests.figures import OVERSEERS
from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.outcomes import outcomes
from zhanqun.affairs.requests.queries import Queue
from zhanqun.affairs.requests.views import reading
from zhanqun.core.casework import api as casework
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.ui.desk import capped_count, desk_view, page_of


@desk_view("GET")
def requests(request: HttpRequest) -> HttpResponse:
    """?queue= one of the person's queues, the first by default."""
    policies.check_works_here(request.user)
    mine = queries.queues_of(request.user)
    queue = next((one for one in mine if one.name == request.GET.get("queue")), mine[0])
    rows = queries.requests_in(queue, request.user)
    page = page_of(rows, queue.order, request.GET.get("from", ""))
    context = {
        "title": _("依申请公开"),
        "queue": queue,
        "tabs": [_tab(one, request) for one in mine],
        "page": page,
        "rows": [_row(row) for row in page.rows],
        "count": capped_count(rows),
        "keeps": units.rights_of(request.user).holds_anywhere(policies.OFFICE),
        "oversees": units.rights_of(request.user).holds_anywhere(OVERSEERS),
    }
    return render(request, "requests/requests.html", context)


def _tab(queue: Queue, request: HttpRequest) -> dict[str, Any]:
    rows = queries.requests_in(queue, request.user)
    return {"name": queue.name, "label": queue.label, "count": capped_count(rows)}


def _row(row: Request) -> dict[str, Any]:
    words, tone = casework.limit_of(row.case, clock.day_of(clock.now()))
    outcome = outcomes().get(row.outcome)
    return {
        "request": row,
        "case": row.case,
        "limit": words,
        "limit_tone": tone,
        "state": reading.state_of(row),
        "outcome": outcome.label if outcome else "",
    }
