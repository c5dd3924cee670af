"""Review plans (审核方案): which steps articles pass, by site, unit and kind."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.content.review.forms import PlanForm, PlanSteps, steps_of
from zhanqun.content.review.models import Plan
from zhanqun.content.review.services import set_plan
from zhanqun.content.review.views import reading
from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


@desk_view("GET")
def plans(request: HttpRequest) -> HttpResponse:
    rows = reading.plans_visible_to(request.user)
    context = {
        "title": _("审核方案"),
        "plans": rows,
        "may_set": units.rights_of(request.user).holds_anywhere(reading.PLANNERS),
    }
    return render(request, "review/plans.html", context)


@desk_view("GET", "POST")
def plan(request: HttpRequest) -> HttpResponse:
    """Set a plan; the one that held for the same place and kind before retires.

    ?like=ID begins from an existing plan.
    """
    units.check_anywhere(request.user, reading.PLANNERS, act=_("设置审核方案"))
    like = _plan_to_copy(request)
    sent = request.POST if request.method == "POST" else None
    form = PlanForm(sent, initial=_start(like), **_choices(request.user))
    steps = PlanSteps(sent, initial=None if sent else steps_of(like), prefix="steps")
    errors: list[str] = []
    status = 200
    if sent is not None:
        status = 400
        errors = [_("请补全标出的内容。")]
        if form.is_valid() and steps.is_valid():
            try:
                return _set(request, form, steps)
            except DomainError as refusal:
                errors, status = [str(refusal)], refusal.status
    context = {"title": _("设置审核方案"), "form": form, "steps": steps, "errors": errors}
    return render(request, "review/plan.html", context, status=status)


def _set(request: HttpRequest, form: PlanForm, steps: Any) -> HttpResponse:
    said = form.cleaned_data
    kept = [step for step in steps if step not in steps.deleted_forms]
    rows = [step.cleaned_data for step in kept if step.cleaned_data]
    done = set_plan(
        name=said["name"],
        steps=[(r["name"], Role(r["role"]), r["scope"], r["limit_hours"]) for r in rows],
        unit=Unit.objects.get(pk=said["unit"]) if said["unit"] else None,
        site_id=said["site"],
        kind=said["kind"],
        by=person_of(request),
        now=clock.now(),
    )
    messages.success(request, _("审核方案“{name}”已生效。").format(name=done.name))
    return redirect("review:plans")


def _plan_to_copy(request: HttpRequest) -> Plan | None:
    key = request.GET.get("like", "")
    if not key.isdigit():
        return None
    return get_object_or_404(reading.plans_visible_to(request.user), pk=key)


def _start(like: Plan | None) -> dict[str, Any]:
    if like is None:
        return {}
    return {"name": like.name, "site": like.site_id, "unit": like.unit_id, "kind": like.kind}


def _choices(user: Any) -> dict[str, Any]:
    """Sites and units that the person may set a plan for."""
    everywhere = units.rights_of(user).holds_anywhere([Role.SECURITY_ADMIN])
    managed = sites.sites_managed_by(user, [Role.SITE_MANAGER])
    rows = sites.profiles() if everywhere else managed
    open_units = units.units_open(clock.day_of(clock.now()))
    return {
        "everywhere": everywhere,
        "site_choices": [(row.site_id, row.name) for row in rows],
        "unit_choices": [(row.pk, f"{'　' * (row.depth - 1)}{row.name}") for row in open_units],
    }
