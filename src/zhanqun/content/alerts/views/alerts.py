"""The board, one warning, and what is done with it (预警看板、签发)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from zhanqun.content.alerts import policies, queries, services
from zhanqun.content.alerts.facts import facts
from zhanqun.content.alerts.forms import LiftForm, ReasonForm, ReleaseForm
from zhanqun.content.alerts.models import Alert
from zhanqun.content.alerts.reach import Tree
from zhanqun.content.alerts.rules import brief_of
from zhanqun.content.alerts.states import AlertState, MessageType
from zhanqun.content.alerts.views.shared import context, crumbs, tone_of, where_words
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view, page_of
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def board(request: HttpRequest) -> HttpResponse:
    """In force first, then what waits for a second person."""
    units.check_anywhere(request.user, policies.READERS, act=_("查看预警"))
    rows = queries.alerts_visible_to(request.user)
    page = page_of(queries.ended(rows), ("-ended_at", "-id"), request.GET.get("from", ""), 20)
    lists = (
        (_("生效中"), queries.in_force(rows), _("目前没有生效的预警。")),
        (_("待签发"), queries.waiting(rows), ""),
        (_("草稿"), queries.drafts(rows), ""),
    )
    shown = [(title, list(found), empty) for title, found, empty in lists]
    facts_ = context(request, _("预警发布"), "board", lists=shown, ended=page)
    return render(request, "alerts/board.html", facts_)


@desk_view("GET")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    alert = get_object_or_404(queries.alerts_visible_to(request.user), uid=uid)
    return _page(request, alert)


@desk_view("POST")
def act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """签发, 退回, 送签发, 作废, 调整, 解除."""
    alert = get_object_or_404(queries.alerts_visible_to(request.user), uid=uid)
    if act not in ACTS:
        raise Http404
    make_form, done_text, run = ACTS[act]
    form = make_form(request.POST)
    result: list[Alert] = []
    done, errors, status = attempt(form, lambda: result.append(run(request, uid, form)))
    if not done:
        alert = get_object_or_404(queries.alerts_visible_to(request.user), uid=uid)
        return _page(request, alert, {act: form}, errors, status)
    messages.success(request, done_text.format(alert=result[0].signal))
    if act == "adjust":
        return redirect("alerts:edit", uid=result[0].uid)
    return redirect("alerts:alert", uid=result[0].uid)


def _release(request: HttpRequest, uid: UUID, form: forms.Form) -> Alert:
    digest = form.cleaned_data["digest"]
    return services.release(uid=uid, digest=digest, by=person_of(request), now=clock.now())


def _return(request: HttpRequest, uid: UUID, form: forms.Form) -> Alert:
    reason = form.cleaned_data["reason"]
    return services.give_back(uid=uid, reason=reason, by=person_of(request), now=clock.now())


def _submit(request: HttpRequest, uid: UUID, form: forms.Form) -> Alert:
    return services.submit(uid=uid, by=person_of(request), now=clock.now())


def _discard(request: HttpRequest, uid: UUID, form: forms.Form) -> Alert:
    return services.discard(uid=uid, by=person_of(request), now=clock.now())


def _adjust(request: HttpRequest, uid: UUID, form: forms.Form) -> Alert:
    return services.begin_update(uid=uid, by=person_of(request), now=clock.now())


def _lift(request: HttpRequest, uid: UUID, form: forms.Form) -> Alert:
    note = form.cleaned_data["note"]
    return services.begin_lifting(uid=uid, note=note, by=person_of(request), now=clock.now())


Run = Callable[[HttpRequest, UUID, forms.Form], Alert]
ACTS: dict[str, tuple[type[forms.Form], Any, Run]] = {
    "release": (ReleaseForm, lazy("{alert}已签发，几秒内在各站点显示。"), _release),
    "return": (ReasonForm, lazy("{alert}已退回。"), _return),
    "submit": (forms.Form, lazy("{alert}已送签发，请通知签发人。"), _submit),
    "discard": (forms.Form, lazy("{alert}已作废。"), _discard),
    "adjust": (forms.Form, lazy("请修改后送签发，签发后代替原来的{alert}。"), _adjust),
    "lift": (LiftForm, lazy("{alert}的解除已送签发，请通知签发人。"), _lift),
}


def _page(
    request: HttpRequest,
    alert: Alert,
    tried: dict[str, forms.Form] | None = None,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    user, tree = request.user, Tree()
    is_waiting = alert.state == AlertState.CHECKING
    forms_ = {
        "release": ReleaseForm(initial={"digest": alert.digest}),
        "return": ReasonForm(),
        "lift": LiftForm(),
    } | {name: form for name, form in (tried or {}).items() if name in ("return", "lift")}
    page = context(
        request,
        alert.headline or f"{alert.get_message_type_display()}：{alert.signal}",
        alert=alert,
        level=facts().levels[alert.level],
        tone=tone_of(alert),
        where=where_words(alert),
        brief=brief_of(alert.instruction),
        is_lifting=alert.message_type == MessageType.CANCEL,
        chain=queries.chain_of(alert),
        follower=queries.open_follower(alert),
        may_release=is_waiting and policies.may_release(user, alert, tree),
        is_own=is_waiting and policies.is_own(user, alert),
        may_change=_may_change(user, alert, tree),
        forms=forms_,
        lift_open="lift" in (tried or {}),
        return_open="return" in (tried or {}),
        errors=errors or [],
        crumbs=crumbs(),
    )
    return render(request, "alerts/alert.html", page, status=status)


def _may_change(user: Any, alert: Alert, tree: Tree) -> bool:
    covering = units.unit_scopes(alert.unit)
    rights = units.rights_of(user)
    return rights.holds(policies.COMPOSERS, covering) or policies.holds_over(
        user, policies.COMPOSERS, alert, tree
    )
