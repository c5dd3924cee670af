"""The roll of leaders (领导人名单)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.checks import policies, queries, services
from zhanqun.core.checks.forms import LeaderForm
from zhanqun.core.checks.views import reading
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def leaders(request: HttpRequest) -> HttpResponse:
    """Who is in office; ?all=1 also who was."""
    policies.check_may_read(request.user)
    today = clock.day_of(clock.now())
    rows = queries.leaders_visible_to(request.user)
    with_former = bool(request.GET.get("all"))
    rows = (
        rows.order_by("order", "-valid_from")
        if with_former
        else queries.leaders_in_office(rows, today)
    )
    context = reading.context(
        request,
        _("检查词库"),
        "leaders",
        rows=[(row, row.valid_until is None or row.valid_until >= today) for row in rows[:1000]],
        with_former=with_former,
    )
    return render(request, "checks/leaders.html", context)


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    policies.check_may_keep(request.user)
    today = clock.day_of(clock.now())
    form = LeaderForm(
        request.POST if request.method == "POST" else None, units=units.units_open(today)
    )
    done, errors, status = attempt(
        form,
        lambda: services.add_leader(by=person_of(request), now=clock.now(), **form.cleaned_data),
    )
    if done:
        messages.success(request, _("{name}已加入名单。").format(**form.cleaned_data))
        return redirect("checks:leaders")
    context = reading.context(request, _("新增领导人"), form=form, errors=errors, crumbs=_crumbs())
    return render(request, "checks/form.html", context, status=status)


@desk_view("GET", "POST")
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    row = get_object_or_404(queries.leaders_visible_to(request.user), uid=uid)
    policies.check_may_keep(request.user)
    today = clock.day_of(clock.now())
    form = LeaderForm(
        request.POST if request.method == "POST" else None,
        initial=LeaderForm.start_of(row),
        units=units.units_open(today),
    )
    done, errors, status = attempt(
        form,
        lambda: services.change_leader(
            uid=uid, by=person_of(request), now=clock.now(), **form.cleaned_data
        ),
    )
    if done:
        messages.success(request, _("已保存。"))
        return redirect("checks:leaders")
    context = reading.context(request, str(row), form=form, errors=errors, crumbs=_crumbs())
    return render(request, "checks/form.html", context, status=status)


def _crumbs() -> list[dict[str, str]]:
    return [{"url": reverse("checks:leaders"), "label": _("领导人名单")}]
