"""What came in: the list, one envelope, its files (来件)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.attachments import api as attachments
from zhanqun.core.intake import numbers, policies, queries
from zhanqun.core.intake.desk import showing
from zhanqun.core.intake.desk.forms import AnswerForm, RejectForm
from zhanqun.core.intake.desk.views import reading
from zhanqun.core.intake.kinds import kinds
from zhanqun.core.intake.models import Envelope
from zhanqun.core.intake.services.feedback import answer_here
from zhanqun.core.intake.services.holding import reject, release
from zhanqun.core.intake.states import ENVELOPE, TONES, EnvelopeState
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def envelopes(request: HttpRequest) -> HttpResponse:
    """All that the reader's posts cover, the newest first; by kind, state, number."""
    policies.check_may_read(request.user)
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    number = numbers.read(request.GET.get("number", ""))
    rows = queries.envelopes_visible_to(request.user).select_related("unit")
    if kind:
        rows = rows.filter(kind=kind)
    if state in EnvelopeState.values:
        rows = rows.filter(state=state)
    if number:
        rows = rows.filter(number=number)
    page = page_of(rows, ("-id",), request.GET.get("from", ""))
    context = reading.context(
        request,
        _("来件"),
        "envelopes",
        page=page,
        rows=[(row, showing.title_of(row, request.user)) for row in page.rows],
        count=capped_count(rows),
        kind=kind,
        state=state,
        number=request.GET.get("number", ""),
        kinds=[(code, entry.title) for code, entry in kinds],
        states=EnvelopeState.choices,
    )
    return render(request, "intake/envelopes.html", context)


@desk_view("GET", "POST")
def envelope(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One envelope: what it says, its stamps and feedback; what may be done with it."""
    row = _one(request, uid)
    act = request.POST.get("act", "")
    answer = AnswerForm(request.POST if act == "answer" else None)
    refuse = RejectForm(request.POST if act == "reject" else None)
    done, errors, status = _acted(request, row, act, answer, refuse)
    if done:
        messages.success(request, _("已处理。"))
        return redirect("intake:envelope", uid=uid)
    context = reading.context(
        request,
        str(row),
        row=row,
        fields=showing.fields_of(row, request.user),
        files=showing.files_of(row),
        feedback=[] if showing.is_hidden(row) else row.feedback.all(),
        is_held=bool(ENVELOPE.open_from(row.state)),
        may_keep=policies.may_keep(request.user, row),
        may_answer=_may_answer(row),
        tone=TONES[EnvelopeState(row.state)],
        answer=answer,
        refuse=refuse,
        errors=errors,
        crumbs=reading.crumbs(),
    )
    return render(request, "intake/envelope.html", context, status=status)


@desk_view("GET")
def file(request: HttpRequest, uid: UUID, key: str) -> HttpResponseBase:
    """A file that came with an envelope, for its keepers alone: never opened, always saved."""
    row = _one(request, uid)
    if not policies.may_keep(request.user, row):
        raise Http404
    found = next((one for one in showing.files_of(row) if one.key == key), None)
    if found is None:
        raise Http404
    attachments.check_may_open(found)
    return FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )


def _one(request: HttpRequest, uid: UUID) -> Envelope:
    rows = queries.envelopes_visible_to(request.user).select_related(
        "unit", "entered_by", "decided_by"
    )
    return get_object_or_404(rows, uid=uid)


def _may_answer(row: Envelope) -> bool:
    is_open = row.state == EnvelopeState.OPEN and row.erased_at is None
    return is_open and row.kind in kinds and kinds.get(row.kind).answered_here


def _acted(
    request: HttpRequest, row: Envelope, act: str, answer: AnswerForm, refuse: RejectForm
) -> tuple[bool, list[str], int]:
    facts: dict[str, Any] = {"uid": row.uid, "by": person_of(request), "now": clock.now()}
    if act == "release":
        return _tried(lambda: release(**facts))
    if act == "answer":
        return attempt(answer, lambda: answer_here(**answer.cleaned_data, **facts))
    return attempt(refuse, lambda: reject(**refuse.cleaned_data, **facts))


def _tried(act: Any) -> tuple[bool, list[str], int]:
    try:
        act()
    except DomainError as refusal:
        return False, [str(refusal)], refusal.status
    return True, [], 200
