"""The notices that were entered, and one of them (放假通知)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.workcalendar import policies, queries, services
from zhanqun.core.workcalendar.forms import WithdrawForm
from zhanqun.core.workcalendar.models import HolidayNotice
from zhanqun.core.workcalendar.showing import festivals
from zhanqun.core.workcalendar.views.shared import context, crumbs
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def notices(request: HttpRequest) -> HttpResponse:
    rows = queries.notices_newest_first()
    facts = context(request, _("放假通知"), "notices", rows=rows)
    return render(request, "workcalendar/notices.html", facts)


@desk_view("GET")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    notice = get_object_or_404(queries.notices_newest_first(), uid=uid)
    return _page(request, notice, WithdrawForm(), [], 200)


@desk_view("POST")
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    notice = get_object_or_404(queries.notices_newest_first(), uid=uid)
    policies.check_may_keep(request.user, notice.calendar.unit)
    form = WithdrawForm(request.POST)
    done, errors, status = attempt(
        form,
        lambda: services.withdraw_notice(
            uid=uid, by=person_of(request), now=clock.now(), **form.cleaned_data
        ),
    )
    if done:
        messages.success(request, _("已撤回，日历恢复到录入前。受影响的未结期限正在重算。"))
        return redirect("workcalendar:notice", uid=uid)
    return _page(request, notice, form, errors, status)


def _page(
    request: HttpRequest, notice: HolidayNotice, form: WithdrawForm, errors: list[str], status: int
) -> HttpResponse:
    days = notice.days.values_list("day", "is_working", "name")
    facts = context(
        request,
        notice.title,
        notice=notice,
        festivals=festivals(days),
        changes=queries.changes_of(notice),
        form=form,
        errors=errors,
        may_withdraw=policies.may_keep(request.user, notice.calendar.unit),
        crumbs=crumbs(),
    )
    return render(request, "workcalendar/notice.html", facts, status=status)
