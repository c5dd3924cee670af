"""Being away and standing in (请假与代班)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.units import absences, posts, queries
from zhanqun.core.units.forms import AbsenceForm
from zhanqun.core.units.models import Absence
from zhanqun.core.units.views import reading
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view, page_of
from zhanqun.ui.people import person_of


@desk_view("GET")
def listed(request: HttpRequest) -> HttpResponse:
    """Who is away when, and who stands in; whoever may change one finds the button."""
    today = clock.day_of(clock.now())
    page = page_of(queries.absences_visible_to(request.user), ("-id",), request.GET.get("from", ""))
    standing_in = posts.deputies_of([row.person for row in page.rows], today)
    user = person_of(request)
    context = {
        "title": _("请假与代班"),
        "page": page,
        "rows": [
            {
                "absence": row,
                "state": _state(row, today),
                "posts": standing_in.get(row.person_id, []),
                "may_end": _is_open(row, today) and absences.may_set(user, row.person, today),
            }
            for row in page.rows
        ],
    }
    return render(request, "units/absences.html", context)


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Say that one is away, or somebody one may say it of (请假外出登记)."""
    user, today = person_of(request), clock.day_of(clock.now())
    form = AbsenceForm(
        request.POST if request.method == "POST" else None,
        initial={"person": user.pk, "starts_on": today, "ends_on": today},
        people=reading.people_to_send_away(user, today),
    )
    errors: list[str] = []
    if form.is_bound:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            try:
                made = absences.set_absence(**form.cleaned_data, by=user, now=clock.now())
            except DomainError as refusal:
                errors = [str(refusal)]
            else:
                _say(request, made)
                return redirect("units:absences")
    context = {
        "title": _("请假外出登记"),
        "form": form,
        "errors": errors,
        "back": "units:absences",
        "note": _("请假外出期间，待办提醒发给B角；本人的权限不变。B角由安全管理员在任职名册里设。"),
    }
    return render(request, "units/form.html", context, status=400 if errors else 200)


@desk_view("POST")
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Back again (销假)."""
    row = get_object_or_404(queries.absences_visible_to(request.user), uid=uid)
    absences.end_absence(uid=row.uid, by=person_of(request), now=clock.now())
    messages.success(request, _("{person}已销假。").format(person=row.person))
    return redirect("units:absences")


def _say(request: HttpRequest, made: Absence) -> None:
    """Tell what was noted, and which posts nobody stands in for."""
    messages.success(request, _("已登记：{absence}。").format(absence=made))
    today = clock.day_of(clock.now())
    own = posts.deputies_of([made.person], today).get(made.person_id, [])
    if bare := [post.get_role_display() for post in own if post.deputy is None]:
        text = _("还没有B角的职务：{posts}。提醒仍发给本人，请联系安全管理员设B角。")
        messages.warning(request, text.format(posts="、".join(map(str, bare))))


def _is_open(row: Absence, today: Any) -> bool:
    return row.ended_at is None and row.ends_on >= today


def _state(row: Absence, today: Any) -> tuple[str, str]:
    """A word on where it stands, and its tone."""
    if row.ended_at is not None:
        return _("已销假"), "quiet"
    if row.ends_on < today:
        return _("已结束"), "quiet"
    return (_("未开始"), "") if row.starts_on > today else (_("外出中"), "wait")
