"""Reconsiderations and lawsuits at the desk (复议、诉讼登记)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.requests import policies, queries
from zhanqun.affairs.requests.models import Dispute
from zhanqun.affairs.requests.reply_forms import DisputeForm
from zhanqun.affairs.requests.services.disputes import change_dispute, record_dispute
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def listed(request: HttpRequest) -> HttpResponse:
    readers = (*policies.OFFICE, Role.SUPERVISOR)
    units.check_anywhere(request.user, readers, act=_("查看复议、诉讼"))
    rows = queries.disputes_visible_to(request.user)
    page = page_of(rows, ("-opened_on", "-id"), request.GET.get("from", ""))
    context = {
        "title": _("复议、诉讼"),
        "page": page,
        "rows": page.rows,
        "count": capped_count(rows),
        "may_record": units.rights_of(request.user).holds_anywhere(policies.OFFICE),
        "crumbs": [_crumb("requests:requests", _("依申请公开"))],
    }
    return render(request, "requests/disputes.html", context)


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """?case= number of the request that it is about."""
    units.check_anywhere(request.user, policies.OFFICE, act=_("登记复议、诉讼"))
    now = clock.now()
    form = DisputeForm(request.POST or None, user=request.user, on=clock.day_of(now))
    form.initial["case"] = request.GET.get("case", "")
    done, errors, status = attempt(
        form,
        lambda: record_dispute(
            publisher=form.cleaned_data["publisher"],
            request=form.cleaned_data["case"],
            facts=form.facts,
            by=person_of(request),
            now=now,
        ),
    )
    return _answered(request, _("登记复议、诉讼"), form, done, errors, status)


@desk_view("GET", "POST")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is noted may be changed until it is right; every change is in the trail."""
    rows = queries.disputes_visible_to(request.user)
    row: Dispute = get_object_or_404(rows, uid=uid)
    now = clock.now()
    form = DisputeForm(request.POST or None, user=request.user, on=clock.day_of(now), row=row)
    done, errors, status = attempt(
        form,
        lambda: change_dispute(uid=uid, facts=form.facts, by=person_of(request), now=now),
    )
    return _answered(request, str(row), form, done, errors, status)


def _answered(
    request: HttpRequest, title: str, form: DisputeForm, done: bool, errors: list[str], status: int
) -> HttpResponse:
    if done:
        messages.success(request, _("已保存。"))
        return redirect("requests:disputes")
    crumbs = [_crumb("requests:disputes", _("复议、诉讼"))]
    context = {"title": title, "form": form, "errors": errors, "crumbs": crumbs}
    return render(request, "requests/form.html", context, status=status)


def _crumb(name: str, label: str) -> dict[str, str]:
    return {"url": reverse(name), "label": label}
