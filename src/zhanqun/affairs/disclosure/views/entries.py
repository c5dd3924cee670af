"""Entries of the catalogue at the desk (目录条目)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure import policies, queries, reminding
from zhanqun.affairs.disclosure.article_desk import TONES
from zhanqun.affairs.disclosure.forms.catalogue import EntriesForm
from zhanqun.affairs.disclosure.items import items
from zhanqun.affairs.disclosure.models import Entry
from zhanqun.affairs.disclosure.states import EntryState
from zhanqun.affairs.disclosure.views.reading import crumbs
from zhanqun.foundation import clock
from zhanqun.ui.desk import capped_count, desk_view, page_of

NEWEST, FIRST_DUE = ("-id",), ("due_on", "id")


@desk_view("GET")
def listed(request: HttpRequest) -> HttpResponse:
    """?due=on: those that are due soon or late, the most urgent first."""
    policies.check_works_here(request.user)
    form = EntriesForm(request.GET, user=request.user)
    rows = _narrowed(queries.entries_visible_to(request.user), form.asked)
    order = FIRST_DUE if form.asked.get("due") else NEWEST
    page = page_of(rows, order, request.GET.get("from", ""))
    today = clock.day_of(clock.now())
    context = {
        "title": _("目录条目"),
        "crumbs": crumbs(),
        "form": form,
        "page": page,
        "rows": [_row(entry, today) for entry in page.rows],
        "count": capped_count(rows),
    }
    return render(request, "disclosure/entries.html", context)


def _narrowed(rows: QuerySet[Entry], asked: dict[str, Any]) -> QuerySet[Entry]:
    if publisher := asked.get("publisher"):
        rows = rows.filter(publisher=publisher)
    if item := asked.get("item"):
        rows = rows.filter(items__contains=[item])
    if state := asked.get("state"):
        rows = rows.filter(state=state)
    if asked.get("due"):
        rows = reminding.due_soon(rows, clock.day_of(clock.now()))
    return rows


def _row(entry: Entry, today: Any) -> dict[str, Any]:
    is_waiting = entry.state == EntryState.DRAFT
    known = items()
    return {
        "entry": entry,
        "items": [known[code].label for code in entry.items if code in known],
        "tone": TONES[EntryState(entry.state)],
        "is_overdue": is_waiting and entry.due_on < today,
        "is_waiting": is_waiting,
        "is_late": bool(entry.published_on and entry.published_on > entry.due_on),
    }
