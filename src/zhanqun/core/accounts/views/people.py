"""Everybody's accounts, for the security administrator (账号安全)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.accounts import acts, factors, lockout, policies, provider, queries, sessions
from zhanqun.core.accounts.suspensions import suspension_of
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view, page_of
from zhanqun.ui.people import person_of


@desk_view("GET")
def people(request: HttpRequest) -> HttpResponse:
    """Who has which factor, who was here when, who is locked or suspended."""
    units.check_anywhere(request.user, policies.SECURERS, act=_("查看账号安全"))
    now, words = clock.now(), request.GET.get("q", "").strip()
    state = request.GET.get("state", "")
    rows = queries.narrowed(queries.accounts_visible_to(request.user), state, now)
    if words:
        rows = rows.filter(name__icontains=words) | rows.filter(username__icontains=words)
    locked = lockout.locked_usernames()
    page = page_of(rows, ("username",), request.GET.get("from", ""))
    context = {
        "title": _("账号安全"),
        "page": page,
        "rows": [
            (row, queries.factor_words(row), *queries.state_of(row, locked, now))
            for row in page.rows
        ],
        "q": words,
        "state": state,
        "states": queries.FILTERS.items(),
    }
    return render(request, "accounts/people.html", context)


@desk_view("GET")
def person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One account: its factors, sessions, state, and what may be done."""
    units.check_anywhere(request.user, policies.SECURERS, act=_("查看账号安全"))
    row = get_object_or_404(queries.accounts_visible_to(request.user), uid=uid)
    now, locked = clock.now(), lockout.locked_usernames()
    listed = sessions.sessions_of(row, None)
    word, tone = queries.state_of(row, locked, now)
    context = {
        "title": _("账号安全：{person}").format(person=row),
        "person": row,
        "word": word,
        "tone": tone,
        "locked_until": locked.get(row.username),
        "suspension": suspension_of(row),
        "factors": factors.factors_of(row),
        "is_required": factors.is_required_of(row),
        "binding": provider.binding_of(row),
        "sessions": listed,
        "is_self": row.pk == request.user.pk,
        "acts": acts.open_in(_state(row, locked, bool(listed))).items(),
    }
    return render(request, "accounts/person.html", context)


@desk_view("GET", "POST")
def act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """One act on one account: GET asks for the reason, POST does it."""
    units.check_anywhere(request.user, policies.SECURERS, act=_("账号安全"))
    row = get_object_or_404(queries.accounts_visible_to(request.user), uid=uid)
    wanted = acts.ACTS.get(act)
    if wanted is None:
        raise Http404
    form = wanted.form(request.POST if request.method == "POST" else None)
    errors: list[str] = []
    if form.is_bound and form.is_valid():
        try:
            wanted.run(
                user=User.objects.get(pk=row.pk),
                by=person_of(request),
                now=clock.now(),
                said=form.cleaned_data,
            )
        except DomainError as refusal:
            errors = [str(refusal)]
        else:
            messages.success(request, f"{row}：{wanted.done}")
            return redirect("accounts:person", uid=uid)
    elif form.is_bound:
        errors = [_("请修改标出的内容。")]
    context = {
        "title": f"{wanted.label}：{row}",
        "note": wanted.note,
        "form": form,
        "errors": errors,
        "person": row,
    }
    return render(request, "accounts/act.html", context, status=400 if errors else 200)


def _state(row: Any, locked: dict[str, Any], has_sessions: bool) -> acts.State:
    found = factors.factors_of(row)
    return acts.State(
        is_locked=row.username in locked,
        is_suspended=row.is_suspended,
        is_active=row.is_active,
        has_factors=found.is_enrolled,
        has_sessions=has_sessions,
        is_bound=provider.binding_of(row) is not None,
        has_provider=provider.is_configured(),
    )
