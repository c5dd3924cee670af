"""Guides at the desk (公开指南): all that one keeps, one with what was changed when."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure import guides, policies
from zhanqun.affairs.disclosure.forms.guides import GuideForm, usual
from zhanqun.affairs.disclosure.models import Guide, Publisher
from zhanqun.affairs.disclosure.services.guides import FACTS, confirm_guide, keep_guide
from zhanqun.affairs.disclosure.views.reading import crumbs
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

LONG, SHORT = FACTS[:3], ("office", "address", "hours", "telephone", "fax", "online")


@desk_view("GET")
def listed(request: HttpRequest) -> HttpResponse:
    policies.check_keeps_pages(request.user)
    today = clock.day_of(clock.now())
    kept = guides.publishers_kept_by(request.user)
    rows = [(row, *_state(_guide_of(row), today)) for row in kept]
    context = {"title": _("公开指南"), "rows": rows, "crumbs": crumbs()}
    return render(request, "disclosure/guides.html", context)


@desk_view("GET", "POST")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """By the uid of its publisher, since the first is yet to be written."""
    row = get_object_or_404(guides.publishers_kept_by(request.user), uid=uid)
    found = _guide_of(row)
    start = {name: getattr(found, name) for name in FACTS} if found else usual(row)
    form = GuideForm(request.POST or None, initial=start)
    by, now = person_of(request), clock.now()
    done, errors, status = attempt(
        form, lambda: keep_guide(publisher=uid, facts=form.facts(), by=by, now=now)
    )
    if done:
        messages.success(request, _("已保存，公开页面随后更新。"))
        return redirect("disclosure:guide", uid=uid)
    return _page(request, row, form, errors, status)


@desk_view("POST")
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """核对无误."""
    row = get_object_or_404(guides.publishers_kept_by(request.user), uid=uid)
    form = forms.Form(request.POST)
    by, now = person_of(request), clock.now()
    done, errors, status = attempt(form, lambda: confirm_guide(publisher=uid, by=by, now=now))
    if not done:
        return _page(request, row, GuideForm(initial=usual(row)), errors, status)
    messages.success(request, _("已核对，一年后再提醒。"))
    return redirect("disclosure:guide", uid=uid)


def _page(
    request: HttpRequest, row: Publisher, form: GuideForm, errors: list[str], status: int
) -> HttpResponse:
    found = _guide_of(row)
    word, tone = _state(found, clock.day_of(clock.now()))
    context = {
        "title": _("{publisher}公开指南").format(publisher=row),
        "crumbs": crumbs(("disclosure:guides", _("公开指南"))),
        "publisher": row,
        "guide": found,
        "word": word,
        "tone": tone,
        "form": form,
        "long": [form[name] for name in LONG],
        "short": [form[name] for name in SHORT],
        "history": guides.history_of(found) if found else [],
        "errors": errors,
    }
    return render(request, "disclosure/guide.html", context, status=status)


def _guide_of(row: Publisher) -> Guide | None:
    return getattr(row, "guide", None)


def _state(found: Guide | None, today: Any) -> tuple[str, str]:
    if found is None:
        return _("还没有编制"), "bad"
    return (_("满一年，待核对"), "wait") if guides.is_due(found, today) else (_("已公开"), "good")
