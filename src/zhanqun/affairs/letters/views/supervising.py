"""A letter is watched from above (督办)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.letters import policies, queries, services
from zhanqun.affairs.letters.forms import AgainForm, ExplainForm, OrderForm, SettleForm
from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.states import SUPERVISION
from zhanqun.affairs.letters.views import reading
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

VERBS: dict[str, tuple[type[forms.Form], Callable[..., Any], Any]] = {
    "order": (OrderForm, services.order, gettext_lazy("已列入督办，并已通知承办单位。")),
    "explain": (ExplainForm, services.explain, gettext_lazy("书面说明已提交。")),
    "ask_again": (AgainForm, services.ask_again, gettext_lazy("已要求补充说明。")),
    "settle": (SettleForm, services.settle, gettext_lazy("督办已销号。")),
}


@desk_view("GET", "POST")
def supervision(request: HttpRequest, uid: UUID) -> HttpResponse:
    letter, person = reading.letter_of(request, uid), person_of(request)
    case = letter.case
    if not (policies.may_supervise(person, case) or policies.may_explain(person, case)):
        raise units.NotAllowed(act=_("督办来信"))
    verb = request.POST.get("verb", "")
    if verb not in VERBS:
        return _page(request, letter)
    kind, service, told = VERBS[verb]
    form = kind(request.POST, auto_id=f"{verb}_%s")
    done, errors, status = attempt(
        form, lambda: service(uid=uid, by=person, now=clock.now(), **form.cleaned_data)
    )
    if not done:
        return _page(request, letter, {verb: form}, errors, status)
    messages.success(request, str(told))
    return redirect("letters:supervision", uid=uid)


def _page(
    request: HttpRequest,
    letter: Letter,
    bound: dict[str, forms.Form] | None = None,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    person, row = person_of(request), queries.supervision_of(letter)
    context = reading.context(
        request,
        letter,
        _("督办"),
        row=row,
        past=queries.supervisions_settled(letter),
        forms=_forms(letter, person, row, bound or {}),
        errors=errors or [],
    )
    return render(request, "letters/supervision.html", context, status=status)


def _forms(letter: Letter, person: units.User, row: Any, bound: dict[str, Any]) -> dict[str, Any]:
    """Those that the person may send now."""
    moves = set(SUPERVISION.open_from(row.state)) if row else {"order"}
    mine = {"explain"} if policies.may_explain(person, letter.case) else set()
    if policies.may_supervise(person, letter.case):
        mine |= {"order", "ask_again", "settle"}
    return {
        verb: bound.get(verb) or VERBS[verb][0](auto_id=f"{verb}_%s")
        for verb in VERBS
        if verb in moves & mine
    }
