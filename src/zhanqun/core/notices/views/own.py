"""What a person wants by mail (提醒设置), and which mail did not arrive."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.notices import queries, services
from zhanqun.core.notices.forms import SettingsForm
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view, page_of
from zhanqun.ui.people import person_of


@desk_view("GET", "POST")
def settings(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    wish = queries.preference_of(person)
    start = {"email": person.email, "urgent_mail": wish.urgent_mail, "digest": wish.digest}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=start)
    errors: list[str] = []
    if form.is_bound:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            try:
                _save(person, form)
            except DomainError as refusal:
                errors = [str(refusal)]
            else:
                messages.success(request, _("提醒设置已保存。"))
                return redirect("notices:inbox")
    context = {
        "title": _("提醒设置"),
        "form": form,
        "errors": errors,
        "is_on": queries.mail_is_on(),
    }
    return render(request, "notices/settings.html", context, status=400 if errors else 200)


@transaction.atomic
def _save(person: units.User, form: SettingsForm) -> None:
    said = form.cleaned_data
    units.set_email(user=person, email=said["email"], by=person, now=clock.now())
    services.set_preference(person=person, urgent_mail=said["urgent_mail"], digest=said["digest"])


@desk_view("GET")
def mail(request: HttpRequest) -> HttpResponse:
    """Mail that did not arrive (未送达邮件), for the system administrator."""
    units.check_anywhere(request.user, [Role.SYSTEM_ADMIN], act=_("查看未送达邮件"))
    rows = queries.mails_in_trouble()
    context = {
        "title": _("未送达邮件"),
        "page": page_of(rows, ("-id",), request.GET.get("from", "")),
        "is_on": queries.mail_is_on(),
    }
    return render(request, "notices/mail_log.html", context)
