"""How publishers reply (答复设置): numbers, whom remedies name."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.requests import policies, queries
from zhanqun.affairs.requests.models import ReplyForm
from zhanqun.affairs.requests.reply_forms import SettingsForm
from zhanqun.affairs.requests.services import numbering
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def listed(request: HttpRequest) -> HttpResponse:
    units.check_anywhere(request.user, policies.OFFICE, act=_("修改答复设置"))
    rows = list(queries.publishers_kept_by(request.user))
    forms = ReplyForm.objects.in_bulk([row.pk for row in rows])
    year = clock.day_of(clock.now()).year
    shown = [
        {"row": row, "form": forms.get(row.pk), "next": numbering.serial_of(row, year)}
        for row in rows
    ]
    context = {"title": _("答复设置"), "rows": shown, "crumbs": [_crumb()]}
    return render(request, "requests/reply_settings.html", context)


@desk_view("GET", "POST")
def one(request: HttpRequest, code: str) -> HttpResponse:
    publisher = get_object_or_404(queries.publishers_kept_by(request.user), code=code)
    form = SettingsForm(request.POST or None, initial=_initial(publisher))
    done, errors, status = attempt(
        form,
        lambda: numbering.set_reply_form(
            publisher=publisher, facts=form.facts, by=person_of(request), now=clock.now()
        ),
    )
    if done:
        messages.success(request, _("已保存。"))
        return redirect("requests:reply_settings")
    crumbs = [_crumb(), {"url": reverse("requests:reply_settings"), "label": _("答复设置")}]
    context = {"title": str(publisher), "form": form, "errors": errors, "crumbs": crumbs}
    return render(request, "requests/form.html", context, status=status)


def _initial(publisher: Publisher) -> dict[str, Any]:
    row = ReplyForm.objects.filter(publisher=publisher).first()
    names = ("number_form", "mark", "reconsideration_organ", "court", "first_groups")
    return {name: getattr(row, name) for name in names} if row else {}


def _crumb() -> dict[str, str]:
    return {"url": reverse("requests:requests"), "label": _("依申请公开")}
