"""The first screen after signing in (工作台): work due, most overdue first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhanqun.core.accounts import api as accounts
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.work import work_of


@desk_view("GET")
def home(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    lists = work_of(request.user, now)
    held = units.rights_of(request.user).scopes
    context = {
        "title": _("工作台"),
        "lists": [row for row in lists if row.number],
        "done": [row for row in lists if not row.number],
        "roles": [units.Role(role).label for role in units.Role.values if role in held],
        "notes": accounts.notes_for(request.user, now),
        "now": now,
    }
    return render(request, "web/home.html", context)
