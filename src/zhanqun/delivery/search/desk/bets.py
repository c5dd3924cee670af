"""Best bets (推荐结果)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.units import api as units
from zhanqun.delivery.search.desk import reading
from zhanqun.delivery.search.desk.forms import BetForm
from zhanqun.delivery.search.editing import policies, queries, services
from zhanqun.delivery.search.editing.models import BestBet
from zhanqun.delivery.search.editing.services.bets import ACT
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view, page_of
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

BACK = "search:bets"


@desk_view("GET")
def table(request: HttpRequest) -> HttpResponse:
    policies.check_may_read(request.user)
    rows = queries.bets_visible_to(request.user)
    context = reading.context(
        request,
        "bets",
        page=page_of(rows, ("-id",), request.GET.get("from", "")),
        today=clock.day_of(clock.now()),
        may_add=bool(reading.sites_for(request.user)),
    )
    return render(request, "search/desk/bets.html", context)


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """A new best bet; ?query= begins it, as the list of zero results does."""
    sites = reading.sites_for(request.user)
    if not sites:
        raise units.NotAllowed(act=ACT)
    start = {
        "queries": [request.GET["query"]] if request.GET.get("query") else [],
        "site": request.GET.get("site", ""),
    }
    form = BetForm(request.POST if request.method == "POST" else None, initial=start, sites=sites)
    done, errors, status = attempt(
        form,
        lambda: services.save_bet(by=person_of(request), now=clock.now(), **form.facts()),
    )
    if done:
        messages.success(request, _("已加入，两秒内生效。"))
        return redirect(BACK)
    context = reading.page_context(
        _("新增推荐"), BACK, _("推荐结果"), form=form, errors=errors, may_keep=True
    )
    return render(request, "search/desk/bet.html", context, status=status)


@desk_view("GET", "POST")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    bet = get_object_or_404(queries.bets_visible_to(request.user), uid=uid)
    facts = {"uid": uid, "by": person_of(request), "now": clock.now()}
    if request.method == "POST" and request.POST.get("act") == "remove":
        services.remove_bet(**facts)
        messages.success(request, _("已删除，两秒内生效。"))
        return redirect(BACK)
    sites = reading.sites_for(request.user)
    sent = request.POST if request.method == "POST" else None
    form = BetForm(sent, initial=_start(bet), sites=sites)
    done, errors, status = attempt(form, lambda: services.change_bet(**facts, **form.facts()))
    if done:
        messages.success(request, _("已保存，两秒内生效。"))
        return redirect(BACK)
    context = reading.page_context(
        str(bet),
        BACK,
        _("推荐结果"),
        form=form,
        errors=errors,
        bet=bet,
        may_keep=str(bet.site_id or "") in dict(sites),
    )
    return render(request, "search/desk/bet.html", context, status=status)


def _start(bet: BestBet) -> dict[str, Any]:
    names = ("queries", "title", "url", "text", "since", "until")
    return {name: getattr(bet, name) for name in names} | {"site": str(bet.site_id or "")}
