"""Mourning grey: asked for, approved, ended (哀悼模式)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.content.alerts import policies, queries, services
from zhanqun.content.alerts.forms import MourningForm, ReasonForm
from zhanqun.content.alerts.states import MOURNING, Reach
from zhanqun.content.alerts.views.shared import context, crumbs, tone_of, where_words
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def listed(request: HttpRequest) -> HttpResponse:
    policies.check_may_mourn_any(request.user)
    rows = queries.mournings_visible_to(request.user)
    shown = [(row, tone_of(row), where_words(row)) for row in rows[:50]]
    facts = context(request, _("哀悼模式"), "mourning", rows=shown)
    return render(request, "alerts/mournings.html", facts)


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    policies.check_may_mourn_any(request.user)
    form = MourningForm(request.POST or None, initial={"where": Reach.ALL.value})
    made = []
    done, errors, status = attempt(
        form,
        lambda: made.append(
            services.ask_mourning(content=form.content, by=person_of(request), now=clock.now())
        ),
    )
    if done:
        messages.success(request, _("已提出，另一个人批准后到时自动变灰。"))
        return redirect("alerts:mourning", uid=made[0].uid)
    names = ("reason", "authority", "starts_at", "ends_at")
    facts = context(
        request,
        _("设置哀悼模式"),
        form=form,
        fields=[form[name] for name in names],
        errors=errors,
        crumbs=crumbs("mournings", _("哀悼模式")),
    )
    return render(request, "alerts/mourning_new.html", facts, status=status)


@desk_view("GET", "POST")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is done here: approve, refuse, end."""
    mourning = get_object_or_404(queries.mournings_visible_to(request.user), uid=uid)
    form = ReasonForm(request.POST or None)
    act = request.POST.get("act", "")

    def run() -> None:
        by, now = person_of(request), clock.now()
        if act == "end":
            reason = form.cleaned_data["reason"]
            services.end_mourning(uid=uid, reason=reason, by=by, now=now)
        else:
            services.decide_mourning(uid=uid, approve=act == "approve", by=by, now=now)

    done, errors, status = attempt(form, run)
    if done:
        mourning.refresh_from_db()
        text = _("哀悼模式现在是“{state}”。")
        messages.success(request, text.format(state=mourning.get_state_display()))
        return redirect("alerts:mourning", uid=uid)
    facts = context(
        request,
        mourning.reason,
        mourning=mourning,
        where=where_words(mourning),
        tone=tone_of(mourning),
        moves=MOURNING.open_from(mourning.state),
        is_own=mourning.asked_by_id == request.user.pk,
        form=form,
        errors=errors,
        crumbs=crumbs("mournings", _("哀悼模式")),
    )
    return render(request, "alerts/mourning.html", facts, status=status)
