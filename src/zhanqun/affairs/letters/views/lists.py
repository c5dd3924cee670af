"""Lists of letters (来信列表): by what there is to do with them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.letters import policies, queries
from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.queries import Queue
from zhanqun.core.casework import api as casework
from zhanqun.foundation import clock
from zhanqun.ui.desk import capped_count, desk_view, page_of


@desk_view("GET")
def letters(request: HttpRequest) -> HttpResponse:
    """?queue=triage|reply|approve|publish|open|answered, the first the person has by default."""
    policies.check_works_here(request.user)
    mine = queries.queues_of(request.user)
    queue = next((one for one in mine if one.name == request.GET.get("queue")), mine[0])
    rows = queries.letters_in(queue, request.user)
    page = page_of(rows, queue.order, request.GET.get("from", ""))
    titles = casework.titles_for([letter.case for letter in page.rows], request.user)
    context = {
        "title": _("来信"),
        "queue": queue,
        "tabs": [_tab(one, request) for one in mine],
        "page": page,
        "rows": [_row(letter, queue, titles[letter.case_id]) for letter in page.rows],
        "count": capped_count(rows),
        "may_keep": policies.may_keep_any(request.user),
    }
    return render(request, "letters/letters.html", context)


def _tab(queue: Queue, request: HttpRequest) -> dict[str, Any]:
    rows = queries.letters_in(queue, request.user)
    return {"name": queue.name, "label": queue.label, "count": capped_count(rows)}


# Where the title of a row leads: to what there is to do.
_PAGES = {
    "triage": "letters:sort",
    "reply": "letters:reply",
    "approve": "letters:reply",
    "publish": "letters:publication",
    "supervised": "letters:supervision",
}


def _row(letter: Letter, queue: Queue, title: str) -> dict[str, Any]:
    """title: as the person may read it."""
    case = letter.case
    words, tone = casework.limit_of(case, clock.day_of(clock.now()))
    return {
        "letter": letter,
        "case": case,
        "title": title,
        "due": casework.due_told(case, "%m-%d"),
        "limit": words,
        "limit_tone": tone,
        "url": reverse(_PAGES.get(queue.name, "casework:case"), args=[case.uid]),
    }
