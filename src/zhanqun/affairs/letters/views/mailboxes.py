"""Mailboxes at the desk (信箱设置): the list, one, opening and closing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.letters import policies, queries
from zhanqun.affairs.letters.forms import MailboxForm
from zhanqun.affairs.letters.models import Mailbox
from zhanqun.affairs.letters.services import add_mailbox, change_mailbox, open_mailbox
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.core.intake.api import form_path
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def mailboxes(request: HttpRequest) -> HttpResponse:
    policies.check_may_keep_any(request.user)
    rows = [_row(box) for box in queries.mailboxes_kept_by(request.user)]
    return render(
        request,
        "letters/mailboxes.html",
        {"title": _("信箱设置"), "rows": rows, "crumbs": _crumbs("letters:letters", _("来信"))},
    )


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    policies.check_may_keep_any(request.user)
    form = MailboxForm(request.POST or None, user=request.user)
    done, errors, status = attempt(
        form, lambda: add_mailbox(**form.said(), by=person_of(request), now=clock.now())
    )
    if done:
        messages.success(request, _("信箱已设立，可以写信了。"))
        return redirect("letters:mailboxes")
    return _form(request, _("新设信箱"), form, errors, status)


@desk_view("GET", "POST")
def mailbox(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change one; `act` opens or closes it."""
    box = get_object_or_404(queries.mailboxes_kept_by(request.user), uid=uid)
    person, now = person_of(request), clock.now()
    if act := request.POST.get("act"):
        open_mailbox(uid=uid, is_open=act == "open", by=person, now=now)
        messages.success(request, _("已开放。") if act == "open" else _("已停收。"))
        return redirect("letters:mailbox", uid=uid)
    form = MailboxForm(request.POST or None, user=request.user, box=box)
    done, errors, status = attempt(
        form, lambda: change_mailbox(uid=uid, facts=form.facts(), by=person, now=now)
    )
    if done:
        messages.success(request, _("已保存。"))
        return redirect("letters:mailboxes")
    return _form(request, box.name, form, errors, status, box=box)


def _form(
    request: HttpRequest,
    title: str,
    form: MailboxForm,
    errors: list[str],
    status: int,
    **facts: Any,
) -> HttpResponse:
    crumbs = _crumbs("letters:mailboxes", _("信箱设置"))
    context = {"title": title, "form": form, "errors": errors, "crumbs": crumbs, **facts}
    return render(request, "letters/mailbox.html", context, status=status)


def _row(box: Mailbox) -> dict[str, Any]:
    """With the address that is put on other pages (写信地址)."""
    path = f"{form_path('letter')}?to={box.code}"
    return {
        "box": box,
        "sorts": [Sort(sort).label for sort in box.sorts],
        "path": path,
        "url": f"{box.site.base_url}{path}",
    }


def _crumbs(name: str, label: str) -> list[dict[str, str]]:
    return [{"url": reverse(name), "label": label}]
