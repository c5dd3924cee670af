"""The table of terms at the desk (繁体用字)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.units import api as units
from zhanqun.delivery.traditional import policies, queries, services
from zhanqun.delivery.traditional.converting import traditional
from zhanqun.delivery.traditional.forms import TermForm, TrialForm
from zhanqun.delivery.traditional.table import read_table
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

TABLE = "traditional:terms"


@desk_view("GET")
def terms(request: HttpRequest) -> HttpResponse:
    """The whole table, and a place to try it; ?words= shows words converted."""
    if not policies.may_read(request.user):
        raise units.NotAllowed(act=policies.ACT)
    trial = TrialForm(request.GET if "words" in request.GET else None)
    tried = traditional(trial.text(), read_table()) if trial.is_valid() else ""
    context = {
        "title": _("繁体用字"),
        "rows": queries.terms_visible_to(request.user),
        "trial": trial,
        "tried": tried,
        "may_keep": policies.may_keep(request.user),
    }
    return render(request, "traditional/terms.html", context)


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    policies.check_may_keep(request.user)
    form = TermForm(request.POST if request.method == "POST" else None)
    done, errors, status = attempt(
        form,
        lambda: services.add_term(by=person_of(request), now=clock.now(), **form.cleaned_data),
    )
    if done:
        messages.success(request, _("已加入，几秒内生效。"))
        return redirect(TABLE)
    context = {"title": _("新增繁体用字"), "form": form, "errors": errors}
    return render(request, "traditional/term.html", context, status=status)


@desk_view("GET", "POST")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    term = get_object_or_404(queries.terms_visible_to(request.user), uid=uid)
    policies.check_may_keep(request.user)
    by, now = person_of(request), clock.now()
    if request.method == "POST" and request.POST.get("act") == "remove":
        services.remove_term(uid=uid, by=by, now=now)
        messages.success(request, _("已删除，几秒内生效。"))
        return redirect(TABLE)
    start = {name: getattr(term, name) for name in services.FACTS}
    form = TermForm(request.POST if request.method == "POST" else None, initial=start)
    done, errors, status = attempt(
        form, lambda: services.change_term(uid=uid, by=by, now=now, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("已保存，几秒内生效。"))
        return redirect(TABLE)
    context = {"title": str(term), "form": form, "errors": errors, "term": term}
    return render(request, "traditional/term.html", context, status=status)
