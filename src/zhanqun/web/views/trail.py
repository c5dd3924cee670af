"""Searching the trail, and checking its chain (审计查询)."""

from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.web.forms import TrailSearch
from zhanqun.web.trail_words import word_for

AUDITORS = (Role.AUDIT_ADMIN,)
FAULTS_SHOWN = 20


@desk_view("GET")
def trail(request: HttpRequest) -> HttpResponse:
    """The trail as the person may read it: all for auditors, their own acts for others."""
    form = TrailSearch(request.GET or None)
    rows = audit.entries_visible_to(request.user)
    if form.is_bound and form.is_valid():
        rows = narrowed(rows, form.cleaned_data)
    page = page_of(rows, ("-id",), request.GET.get("from", ""))
    context = {
        "title": _("审计查询"),
        "form": form,
        "page": page,
        "rows": [(row, word_for(row.action), _changes(row)) for row in page.rows],
        "count": capped_count(rows),
        "is_auditor": units.rights_of(request.user).holds_anywhere(AUDITORS),
    }
    return render(request, "web/trail.html", context)


@desk_view("POST")
def chain(request: HttpRequest) -> HttpResponse:
    """Read the whole chain and say where it is broken (链校验); takes long on a long trail."""
    units.check_anywhere(request.user, AUDITORS, act=_("校验审计链"))
    now = clock.now()
    context = {
        "title": _("审计链校验"),
        "faults": list(islice(audit.faults(now=now), FAULTS_SHOWN)),
        "newest": audit.newest_seal(),
        "unsealed": capped_count(audit.unsealed(now=now)),
        "head": audit.last_head(),
        "now": now,
    }
    return render(request, "web/chain.html", context)


def narrowed(rows: QuerySet[audit.Entry], asked: dict[str, Any]) -> QuerySet[audit.Entry]:
    if asked["who"]:
        rows = rows.filter(actor_name__icontains=asked["who"])
    if asked["what"]:
        rows = rows.filter(action=asked["what"])
    if asked["record"]:
        rows = rows.filter(object_label__icontains=asked["record"])
    if asked["since"]:
        rows = rows.filter(at__gte=_midnight(asked["since"]))
    if asked["until"]:
        rows = rows.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.BEIJING)


def _changes(row: audit.Entry) -> list[tuple[str, Any, Any]]:
    """Field, before, after: what the act changed."""
    names = [*row.before, *(name for name in row.after if name not in row.before)]
    return [(name, row.before.get(name, ""), row.after.get(name, "")) for name in names]
