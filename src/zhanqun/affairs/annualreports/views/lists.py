"""Reports of one year at the desk (年报列表): who has published, who is late."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.affairs.annualreports import policies, queries
from zhanqun.affairs.annualreports.forms import BeginForm
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.services import begin_report
from zhanqun.affairs.annualreports.states import ReportState
from zhanqun.affairs.annualreports.years import due_on
from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of

YEARS = 6
TONES = {
    ReportState.DRAFT: "wait",
    ReportState.CHECKED: "wait",
    ReportState.FROZEN: "wait",
    ReportState.PUBLISHED: "good",
    ReportState.REPLACED: "quiet",
}


@desk_view("GET")
def reports(request: HttpRequest) -> HttpResponse:
    """?year=2025; last year's by default."""
    policies.check_works_here(request.user)
    today = clock.day_of(clock.now())
    year = _year(request.GET.get("year", ""), today.year - 1)
    known = _by_publisher(request, year)
    rows = [_row(request, one, known, year) for one in queries.publishers_seen_by(request.user)]
    context = {
        "title": _("公开年报"),
        "year": year,
        "years": range(today.year, today.year - YEARS, -1),
        "rows": rows,
        "published": sum(row["published_at"] is not None for row in rows),
    }
    return render(request, "annualreports/reports.html", context)


@desk_view("POST")
def begin(request: HttpRequest) -> HttpResponse:
    form = BeginForm(request.POST)
    form.is_valid()
    said = form.cleaned_data
    kept = queries.publishers_kept_by(request.user)
    publisher = get_object_or_404(kept, uid=said.get("publisher"))
    year = said.get("year") or clock.day_of(clock.now()).year - 1
    row = begin_report(
        publisher_uid=publisher.uid, year=year, by=person_of(request), now=clock.now()
    )
    messages.success(request, _("年报已经建立，表格里的数字随办件更新，冻结后不再变化。"))
    return redirect("annualreports:report", uid=row.uid)


def _year(text: str, usual: int) -> int:
    is_year = len(text) == 4 and text.isdecimal() and 2000 <= int(text) <= 2999
    return int(text) if is_year else usual


def _by_publisher(request: HttpRequest, year: int) -> dict[int, list[Report]]:
    found: dict[int, list[Report]] = {}
    for row in queries.reports_visible_to(request.user).filter(year=year).order_by("version"):
        found.setdefault(row.publisher_id, []).append(row)
    return found


def _row(
    request: HttpRequest, publisher: Publisher, known: dict[int, list[Report]], year: int
) -> dict[str, Any]:
    """The newest version; what is published meanwhile counts as published."""
    versions = known.get(publisher.pk, [])
    newest = versions[-1] if versions else None
    public = next((row for row in versions if row.state == ReportState.PUBLISHED), None)
    due, today = due_on(publisher, year), clock.day_of(clock.now())
    return {
        "publisher": publisher,
        "report": newest,
        "tone": TONES[ReportState(newest.state)] if newest else "quiet",
        "due_on": due,
        "published_at": public.published_at if public else None,
        "is_late": public is None and due < today,
        "may_keep": policies.may_keep(request.user, publisher.unit),
    }
