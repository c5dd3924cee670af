"""Do one thing with a case (办理)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from zhanqun.core.casework import queries
from zhanqun.core.casework.acts import ACTS, Act
from zhanqun.core.casework.forms import ActForm, AnswerForm
from zhanqun.core.casework.kinds import kind_of
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.replies.findings import BLOCK
from zhanqun.core.casework.replying import findings_for
from zhanqun.core.casework.views.case import page
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("POST")
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """What was typed stays on the page where the act is refused."""
    row = get_object_or_404(queries.cases_visible_to(request.user), uid=uid)
    kind = kind_of(row.kind)
    if verb not in ACTS or (kind is not None and verb in kind.own_acts):
        raise Http404
    chosen, person = ACTS[verb], person_of(request)
    today = clock.day_of(clock.now())
    form = chosen.form(request.POST, case=row, user=person, on=today, auto_id=f"{verb}_%s")
    if isinstance(form, AnswerForm) and form.is_valid():
        findings = findings_for(row, form.cleaned_data["text"], clock.now())
        blocked = any(one.level == BLOCK for one in findings)
        if blocked or (findings and not form.cleaned_data["confirmed"]):
            return page(request, row, bound=form, act_name=verb, findings=findings, status=400)
    done, errors, status = attempt(form, lambda: _do(chosen, form, row, person))
    if not done:
        return page(request, row, bound=form, act_name=verb, errors=errors, status=status)
    messages.success(request, str(chosen.done))
    still = queries.cases_visible_to(person).filter(uid=uid).exists()
    return redirect("casework:case", uid=uid) if still else redirect("casework:cases")


def _do(chosen: Act, form: ActForm, row: Case, person: User) -> Case:
    facts: dict[str, Any] = dict(form.cleaned_data)
    facts.pop("confirmed", None)
    return chosen.service(uid=row.uid, by=person, now=clock.now(), **facts)
