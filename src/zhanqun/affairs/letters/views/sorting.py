"""The office sorts a letter and goes on to the next (分办)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhanqun.affairs.letters import policies, queries, services
from zhanqun.affairs.letters.forms import PassOnForm, RefusalForm, SortForm
from zhanqun.affairs.letters.grounds import grounds
from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.views import reading
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import CaseState
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import capped_count, desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

WAITS = (CaseState.RECEIVED, CaseState.DECIDING)


@desk_view("GET", "POST")
def sort(request: HttpRequest, uid: UUID) -> HttpResponse:
    """verb=pass_on: sort, offer, next letter; verb=sort: only what sort of letter it is."""
    letter, person = _for_office(request, uid)
    passes_on = request.POST.get("verb") != "sort" and letter.case.state in WAITS
    form = _form(request, letter, passes_on)
    done, errors, status = attempt(form, lambda: _do(form, letter, person))
    if not done:
        return _page(request, letter, form, errors, status)
    if not passes_on:
        messages.success(request, _("已改定。"))
        return redirect("letters:sort", uid=uid)
    messages.success(request, _("《{title}》已交办。").format(title=letter.case.title))
    return _next(request, letter)


@desk_view("POST")
def merge(request: HttpRequest, uid: UUID) -> HttpResponse:
    """into=…: this letter goes under that one; case=…&case=…: those go under this one."""
    letter, person = _for_office(request, uid)
    into = request.POST.get("into", "")
    pairs = [(uid, into)] if into else [(one, uid) for one in request.POST.getlist("case")]
    refused = [words for one, lead in pairs if (words := _merge(one, lead, person))]
    for words in dict.fromkeys(refused):
        messages.error(request, words)
    if len(pairs) > len(refused):
        count = len(pairs) - len(refused)
        messages.success(request, _("已并案{count}封，将随主件一并答复。").format(count=count))
    if into and not refused:
        return _next(request, letter)
    return redirect("letters:sort", uid=uid)


@desk_view("POST")
def separate(request: HttpRequest, uid: UUID) -> HttpResponse:
    letter, person = _for_office(request, uid)
    lead = letter.merged_into
    services.separate(uid=uid, by=person, now=clock.now())
    messages.success(request, _("已撤销并案。"))
    return redirect("letters:sort", uid=lead.case.uid if lead else uid)


@desk_view("GET", "POST")
def refuse(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say with its ground why it is not taken (不予受理)."""
    letter, person = reading.letter_of(request, uid), person_of(request)
    if not policies.may_refuse(person, letter.case):
        raise units.NotAllowed(act=_("不予受理"))
    form = RefusalForm(request.POST or None)

    def act() -> None:
        services.refuse(uid=uid, refusal=form.refusal, by=person, now=clock.now())

    done, errors, status = attempt(form, act)
    if done:
        messages.success(request, _("已告知来信人不予受理。"))
        return _next(request, letter)
    context = reading.context(
        request,
        letter,
        _("不予受理"),
        form=form,
        errors=errors,
        grounds=grounds().values(),
    )
    return render(request, "letters/refuse.html", context, status=status)


def _for_office(request: HttpRequest, uid: UUID) -> tuple[Letter, User]:
    letter, person = reading.letter_of(request, uid), person_of(request)
    policies.check_is_office(person, letter, _("分办来信"))
    return letter, person


def _form(request: HttpRequest, letter: Letter, passes_on: bool) -> SortForm:
    today = clock.day_of(clock.now())
    waits = letter.case.state in WAITS
    kind = PassOnForm if passes_on or (waits and request.method == "GET") else SortForm
    initial = {
        "sort": letter.sort,
        "is_complex": services.is_complex(letter),
        "concerns": letter.case.concerns_id,
    }
    return kind(request.POST or None, initial=initial, on=today)


def _do(form: SortForm, letter: Letter, person: User) -> None:
    facts: dict[str, Any] = {"uid": letter.case.uid, "sorting": form.sorting}
    facts |= {"by": person, "now": clock.now()}
    if isinstance(form, PassOnForm):
        data = form.cleaned_data
        services.pass_on(to=data["to"], words=data["words"], **facts)
    else:
        services.sort_letter(**facts)


def _merge(uid: Any, into: Any, person: User) -> str:
    """ "" where it was done, else why not."""
    try:
        found = [UUID(str(one)) for one in (uid, into)]
        services.merge(uid=found[0], into=found[1], by=person, now=clock.now())
    except (ValueError, Letter.DoesNotExist):
        return _("没有这封来信。")
    except DomainError as refusal:
        return str(refusal)
    return ""


def _next(request: HttpRequest, letter: Letter) -> HttpResponse:
    """The next that waits, else the list."""
    found = queries.next_to_sort(person_of(request), letter)
    return redirect("letters:sort", uid=found.case.uid) if found else redirect("letters:letters")


def _page(
    request: HttpRequest, letter: Letter, form: SortForm, errors: list[str], status: int
) -> HttpResponse:
    person = person_of(request)
    context = reading.context(
        request,
        letter,
        _("分办"),
        form=form,
        errors=errors,
        passes_on=isinstance(form, PassOnForm),
        usual=queries.usual_units(letter, person),
        similar=_similar(letter, person),
        following=queries.next_to_sort(person, letter),
        waiting=capped_count(queries.letters_in(queries.TRIAGE, person)),
    )
    return render(request, "letters/sort.html", context, status=status)


def _similar(letter: Letter, person: User) -> list[dict[str, Any]]:
    """Near-duplicates, with what may be done about each (近似来信)."""
    pairs = casework.similar_to(letter.case, person)
    taken = {one.case_id for one in queries.merged_open(letter)}
    return [
        {"case": case, "share": round(share * 100), "open": case.is_open}
        for case, share in pairs
        if case.pk not in taken and case.kind == letter.case.kind
    ]
