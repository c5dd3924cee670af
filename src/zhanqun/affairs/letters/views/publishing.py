"""What of a letter becomes public (遮盖与公开)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.letters import masking, policies, services
from zhanqun.affairs.letters.forms import PublicForm, ReasonForm
from zhanqun.affairs.letters.masking import Proposal
from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.states import PUBLICATION, PublicationState
from zhanqun.affairs.letters.views import reading
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import Masked
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

# What each button does: its form, its service, what is told.
VERBS: dict[str, tuple[type[forms.Form], Callable[..., Any], Any]] = {
    "mask": (PublicForm, services.mask, gettext_lazy("公开稿已保存，尚未公开。")),
    "publish": (forms.Form, services.publish, gettext_lazy("已公开。")),
    "withhold": (ReasonForm, services.withhold, gettext_lazy("已定为不公开。")),
    "no_consent": (
        ReasonForm,
        services.consent_withdrawn,
        gettext_lazy("已记下来信人不同意公开，不再公开。"),
    ),
    "withdraw": (ReasonForm, services.withdraw, gettext_lazy("已撤下。")),
}


@desk_view("GET", "POST")
def publication(request: HttpRequest, uid: UUID) -> HttpResponse:
    letter, person = reading.letter_of(request, uid), person_of(request)
    policies.check_is_office(person, letter, _("决定来信的公开"))
    verb = request.POST.get("verb", "")
    if verb not in VERBS:
        return _page(request, letter)
    kind, service, told = VERBS[verb]
    form = kind(request.POST, auto_id="consent_%s" if verb == "no_consent" else "id_%s")

    def act() -> None:
        facts = {"public": form.public} if isinstance(form, PublicForm) else form.cleaned_data
        service(uid=uid, by=person, now=clock.now(), **facts)

    done, errors, status = attempt(form, act)
    if not done:
        return _page(request, letter, {verb: form}, errors, status)
    messages.success(request, str(told))
    return redirect("letters:publication", uid=uid)


def _page(
    request: HttpRequest,
    letter: Letter,
    bound: dict[str, forms.Form] | None = None,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    row, asked = letter.publication, bound or {}
    answer = casework.answers_of(letter.case).last()
    text = casework.text_of(letter.case, person_of(request))
    reply = answer.text if answer else ""
    proposal = masking.proposal_of(letter, text, reply)
    moves = set(PUBLICATION.open_from(row.state))
    context = reading.context(
        request,
        letter,
        _("公开"),
        row=row,
        why_not=services.why_not_public(letter),
        rows=_rows(letter, text, reply, proposal),
        form=asked.get("mask") or PublicForm(initial=_initial(letter, proposal)),
        reason_form=asked.get("withhold") or asked.get("withdraw") or ReasonForm(),
        moves=moves,
        consent_form=asked.get("no_consent") or ReasonForm(auto_id="consent_%s"),
        tone={PublicationState.PUBLISHED: "good", PublicationState.MASKED: "wait"}.get(
            PublicationState(row.state), "quiet"
        ),
        errors=errors or [],
    )
    return render(request, "letters/publication.html", context, status=status)


def _initial(letter: Letter, proposal: Proposal) -> dict[str, str]:
    """As it was masked before, else as it is proposed."""
    row, public = letter.publication, proposal.public
    return {
        "title": row.title or public.title,
        "text": row.text or public.text,
        "reply": row.reply or public.reply,
    }


def _rows(letter: Letter, text: str, reply: str, proposal: Proposal) -> dict[str, Any]:
    """Each original in pieces, those that the proposal covers marked."""
    title = letter.case.title
    return {
        "title": [{"words": title, "covered": title != proposal.title}],
        "text": _pieces(text, proposal.text),
        "reply": _pieces(reply, proposal.reply),
    }


def _pieces(text: str, masked: Masked) -> list[dict[str, Any]]:
    pieces, end = [], 0
    for start, stop in masked.places:
        pieces.append({"words": text[end:start], "covered": False})
        pieces.append({"words": text[start:stop], "covered": True})
        end = stop
    pieces.append({"words": text[end:], "covered": False})
    return [piece for piece in pieces if piece["words"]]
