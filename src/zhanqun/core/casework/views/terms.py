"""Clock rules and what this place has set of them (时限规则)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.casework import policies
from zhanqun.core.casework.clocks import Clock, rules
from zhanqun.core.casework.forms import TermForm
from zhanqun.core.casework.models import TermSetting
from zhanqun.core.casework.services.terms import reset_term, set_term
from zhanqun.core.casework.terms import clock_of
from zhanqun.core.casework.views import reading
from zhanqun.core.workcalendar.api import TermUnit
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def terms(request: HttpRequest) -> HttpResponse:
    policies.check_may_set_terms(person_of(request))
    settings = {row.code: row for row in TermSetting.objects.select_related("set_by")}
    rows = [_row(rule, settings.get(rule.code)) for rule in rules()]
    context = reading.context(request, _("时限规则"), rows=rows, crumbs=reading.crumbs())
    return render(request, "casework/terms.html", context)


@desk_view("GET", "POST")
def term(request: HttpRequest, code: str) -> HttpResponse:
    """One rule: set a term of this place, or go back to the one that came."""
    person = person_of(request)
    policies.check_may_set_terms(person)
    rule = next((rule for rule in rules() if rule.code == code), None)
    if rule is None:
        raise Http404
    if request.POST.get("act") == "reset":
        reset_term(code=code, by=person, now=clock.now())
        messages.success(request, _("已恢复原定时限。"))
        return redirect("casework:terms")
    now_holds = clock_of(code)
    start = {"amount": now_holds.amount, "norm": now_holds.norm}
    form = TermForm(request.POST if request.method == "POST" else None, initial=start)
    done, errors, status = attempt(
        form, lambda: set_term(code=code, by=person, now=clock.now(), **form.cleaned_data)
    )
    if done:
        messages.success(request, _("已保存，今后的办件按新时限计算；在办的不变。"))
        return redirect("casework:terms")
    return _page(request, rule, form, errors, status)


def _page(
    request: HttpRequest, rule: Clock, form: TermForm, errors: list[str], status: int
) -> HttpResponse:
    crumbs = [*reading.crumbs(), {"url": reverse("casework:terms"), "label": _("时限规则")}]
    context = reading.context(
        request,
        rule.label,
        rule=rule,
        unit=TermUnit(rule.unit).label,
        is_set=TermSetting.objects.filter(code=rule.code).exists(),
        form=form,
        errors=errors,
        crumbs=crumbs,
    )
    return render(request, "casework/term.html", context, status=status)


def _row(rule: Clock, setting: TermSetting | None) -> dict[str, Any]:
    unit = TermUnit(rule.unit).label
    return {
        "rule": rule,
        "came": f"{rule.amount}{unit}",
        "holds": f"{setting.amount if setting else rule.amount}{unit}",
        "norm": setting.norm if setting else rule.norm,
        "setting": setting,
    }
