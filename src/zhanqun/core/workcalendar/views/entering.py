"""Entering a notice: paste it, look at what would change, confirm (录入放假通知)."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.workcalendar import policies, queries, services
from zhanqun.core.workcalendar.forms import ANNUAL, SINGLE, NoticeForm
from zhanqun.core.workcalendar.planning import Plan
from zhanqun.core.workcalendar.reading import read_notice
from zhanqun.core.workcalendar.services import NoticeFacts
from zhanqun.core.workcalendar.showing import festivals
from zhanqun.core.workcalendar.telling import whole_day
from zhanqun.core.workcalendar.views.shared import context, crumbs
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Nothing is kept between the two steps: the form carries the text along."""
    policies.check_may_keep_any(request.user)
    form = _form(request, request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, errors=[_("请修改标出的内容。")], status=400)
    read = read_notice(form.cleaned_data["text"], form.cleaned_data["year"])
    year = form.cleaned_data["year"] or read.year
    if year is None:
        form.add_error("year", _("没有读出年份，请填写。"))
        return _page(request, form, errors=[_("请修改标出的内容。")], status=400)
    facts = form.facts(read, year)
    try:
        policies.check_may_keep(request.user, facts.unit)
        plan = services.plan_of(facts, queries.work_calendar(facts.unit))
        if request.POST.get("act") != "enter" or form.cleaned_data["shown"] != _digest(facts):
            return _preview(request, facts, plan)
        return _entered(request, form, facts, plan)
    except DomainError as refusal:
        return _page(request, form, errors=[str(refusal)], status=refusal.status)


def _entered(
    request: HttpRequest, form: NoticeForm, facts: NoticeFacts, plan: Plan
) -> HttpResponse:
    try:
        notice = services.enter_notice(
            facts=facts,
            seen=form.cleaned_data["seen"],
            is_checked=form.cleaned_data["is_checked"],
            by=person_of(request),
            now=clock.now(),
        )
    except DomainError as refusal:
        return _preview(request, facts, plan, errors=[str(refusal)], status=refusal.status)
    text = _("“{title}”已生效，{count}天有变化。受影响的未结期限正在重算。")
    messages.success(request, text.format(title=facts.title, count=len(plan.changes)))
    return redirect("workcalendar:notice", uid=notice.uid)


def _preview(request: HttpRequest, facts: NoticeFacts, plan: Plan, **more: Any) -> HttpResponse:
    start = {
        "text": facts.text,
        "unit": facts.unit,
        "url": facts.url,
        "year": facts.year,
        "kind": ANNUAL if facts.is_annual else SINGLE,
        "title": facts.title,
        "number": facts.number,
        "issued_on": facts.issued_on,
        "shown": _digest(facts),
        "seen": queries.seen_of(facts.unit),
    }
    return _page(
        request,
        _form(request, None, start),
        plan=plan,
        changes=[(whole_day(one.day), one) for one in plan.changes],
        festivals=festivals((one.day, one.is_working, one.name) for one in plan.days),
        **more,
    )


def _page(request: HttpRequest, form: NoticeForm, status: int = 200, **facts: Any) -> HttpResponse:
    plan = facts.get("plan")
    names = [name for name in form.fields if name not in ("is_checked", "shown", "seen")]
    shown = names if plan or form.is_bound else form.FIRST
    page = context(
        request,
        _("录入放假通知"),
        form=form,
        fields=[form[name] for name in shown if name != "text"],
        crumbs=crumbs(),
        **facts,
    )
    return render(request, "workcalendar/notice_new.html", page, status=status)


def _form(request: HttpRequest, data: Any, start: dict[str, Any] | None = None) -> NoticeForm:
    user = request.user
    return NoticeForm(
        data, initial=start, units=policies.units_kept(user), is_national=policies.may_keep(user)
    )


def _digest(facts: NoticeFacts) -> str:
    """What the preview showed; another text is shown again before it is entered."""
    said = (facts.text.split(), facts.year, facts.is_annual, facts.unit and facts.unit.pk)
    return hashlib.sha256(repr(said).encode()).hexdigest()
