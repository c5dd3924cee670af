"""The register of false positives (误报登记)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.checks import policies, queries, services
from zhanqun.core.checks.forms import AllowForm, KeepForm
from zhanqun.core.checks.models import FalsePositive
from zhanqun.core.checks.services.register import PERSONAL
from zhanqun.core.checks.states import REPORT, ReportState
from zhanqun.core.checks.views import reading
from zhanqun.core.checks.wording.contexts import suggested_phrase
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view, page_of
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def reports(request: HttpRequest) -> HttpResponse:
    """All for who keeps the lists, one's own for others; ?state= one state."""
    policies.check_may_read(request.user)
    state = request.GET.get("state", "")
    rows = queries.reports_visible_to(request.user)
    if state in ReportState.values:
        rows = rows.filter(state=state)
    context = reading.context(
        request,
        _("检查词库"),
        "reports",
        page=page_of(rows, ("-id",), request.GET.get("from", "")),
        state=state,
        states=ReportState.choices,
    )
    return render(request, "checks/reports.html", context)


@desk_view("GET", "POST")
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One report: allow the words in a phrase, or keep the hit."""
    row = get_object_or_404(queries.reports_visible_to(request.user), uid=uid)
    if request.method == "POST":
        policies.check_may_keep(request.user)
    act = request.POST.get("act", "")
    phrase = suggested_phrase(row.before, row.matched, row.after)
    allow = AllowForm(request.POST if act == "allow" else None, initial={"phrase": phrase})
    keep = KeepForm(request.POST if act == "keep" else None)
    done, errors, status = _decide(request, row, allow, keep)
    if done:
        messages.success(request, _("已处理。"))
        return redirect("checks:reports")
    context = reading.context(
        request,
        _("误报：{words}").format(words=row.matched),
        report=row,
        is_open=bool(REPORT.open_from(row.state)),
        is_personal=row.code.startswith(PERSONAL),
        allow=allow,
        keep=keep,
        errors=errors,
        crumbs=[{"url": reverse("checks:reports"), "label": _("误报登记")}],
    )
    return render(request, "checks/report.html", context, status=status)


def _decide(
    request: HttpRequest, row: FalsePositive, allow: AllowForm, keep: KeepForm
) -> tuple[bool, list[str], int]:
    facts = {"uid": row.uid, "by": person_of(request), "now": clock.now()}
    if allow.is_bound:
        return attempt(allow, lambda: services.allow_false_positive(**allow.cleaned_data, **facts))
    return attempt(keep, lambda: services.keep_false_positive(**keep.cleaned_data, **facts))
