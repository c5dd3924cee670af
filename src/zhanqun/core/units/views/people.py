"""Accounts and appointments (人员与任职): opened by one administrator, empowered by another."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.units import guard, queries, services
from zhanqun.core.units.forms import (
    AppointForm,
    DeputyForm,
    EmailForm,
    EndForm,
    NewUserForm,
)
from zhanqun.core.units.roles import Role
from zhanqun.core.units.views import reading
from zhanqun.core.units.views.passwords import RESETTERS
from zhanqun.core.units.views.tree import texts_of
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view, page_of
from zhanqun.ui.people import person_of

OPENERS = (Role.SYSTEM_ADMIN,)
APPOINTERS = (Role.SECURITY_ADMIN,)


@desk_view("GET")
def people(request: HttpRequest) -> HttpResponse:
    """Accounts: all for administrators, those of one's own unit for others (人员)."""
    words = request.GET.get("q", "").strip()
    rows = queries.users_visible_to(request.user)
    if words:
        rows = rows.filter(name__icontains=words) | rows.filter(username__icontains=words)
    context = {
        "title": _("人员"),
        "page": page_of(rows, ("username",), request.GET.get("from", "")),
        "q": words,
        "may_open": guard.rights_of(request.user).holds_anywhere(OPENERS),
        "may_reset": guard.rights_of(request.user).holds_anywhere(RESETTERS),
    }
    return render(request, "units/people.html", context)


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Open an account without any right (开户)."""
    guard.check_anywhere(request.user, OPENERS, act=_("开户"))
    form = NewUserForm(
        request.POST if request.method == "POST" else None,
        units=queries.units_open(clock.day_of(clock.now())),
    )
    errors: list[str] = []
    if form.is_bound:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            try:
                made = services.add_user(
                    **form.cleaned_data, is_one_time=True, by=person_of(request), now=clock.now()
                )
            except (DomainError, ValidationError) as refusal:
                errors = texts_of(refusal)
            else:
                text = _("{name}的账户“{username}”已开通，还没有任何权限。请安全管理员任职授权。")
                messages.success(request, text.format(name=made, username=made.username))
                return redirect("units:people")
    context = {"title": _("开户"), "form": form, "errors": errors, "back": "units:people"}
    return render(request, "units/form.html", context, status=400 if errors else 200)


@desk_view("GET")
def appointments(request: HttpRequest) -> HttpResponse:
    """The roll of appointments: all for administrators, one's own for others (任职名册)."""
    today = clock.day_of(clock.now())
    words, role = request.GET.get("q", "").strip(), request.GET.get("role", "")
    rows = queries.appointments_visible_to(request.user)
    if words:
        rows = rows.filter(user__name__icontains=words)
    if role in Role.values:
        rows = rows.filter(role=role)
    page = page_of(rows, ("-id",), request.GET.get("from", ""))
    names = reading.names_of((row.scope_kind, row.scope_id) for row in page.rows)
    context = {
        "title": _("任职名册"),
        "page": page,
        "rows": [
            (row, names[row.scope_kind, row.scope_id], row.holds_on(today)) for row in page.rows
        ],
        "q": words,
        "role": role,
        "roles": Role.choices,
        "may_appoint": guard.rights_of(request.user).holds_anywhere(APPOINTERS),
    }
    return render(request, "units/appointments.html", context)


@desk_view("GET", "POST")
def appoint(request: HttpRequest) -> HttpResponse:
    """Give a person a role in a scope for a term (任职授权)."""
    guard.check_anywhere(request.user, APPOINTERS, act=_("任职授权"))
    today = clock.day_of(clock.now())
    form = AppointForm(
        request.POST if request.method == "POST" else None,
        initial={"valid_from": today},
        people=reading.people_to_appoint(request.user),
        scopes=reading.scopes_on_offer(queries.units_open(today)),
    )
    errors: list[str] = []
    if form.is_bound:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            try:
                made = _appoint(form.cleaned_data, request.user)
            except DomainError as refusal:
                errors = texts_of(refusal)
            else:
                messages.success(request, _("已任职：{appointment}。").format(appointment=made))
                return redirect("units:appointments")
    context = {
        "title": _("任职授权"),
        "form": form,
        "errors": errors,
        "back": "units:appointments",
        "note": _("系统、安全、审计管理员须由三人分任。任期满，权限随之终止。"),
    }
    return render(request, "units/form.html", context, status=400 if errors else 200)


@desk_view("GET", "POST")
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let a term end (免职)."""
    guard.check_anywhere(request.user, APPOINTERS, act=_("免职"))
    row = get_object_or_404(queries.appointments_visible_to(request.user), uid=uid)
    today = clock.day_of(clock.now())
    form = EndForm(request.POST if request.method == "POST" else None, initial={"last_day": today})
    errors: list[str] = []
    if form.is_bound:
        errors = [_("请填写日期。")]
        if form.is_valid():
            try:
                services.end_appointment(
                    appointment=row,
                    last_day=form.cleaned_data["last_day"],
                    by=person_of(request),
                    now=clock.now(),
                )
            except DomainError as refusal:
                errors = texts_of(refusal)
            else:
                messages.success(request, _("{appointment}的任期已定止。").format(appointment=row))
                return redirect("units:appointments")
    context = {
        "title": _("免职：{appointment}").format(appointment=row),
        "form": form,
        "errors": errors,
        "back": "units:appointments",
    }
    return render(request, "units/form.html", context, status=400 if errors else 200)


@desk_view("GET", "POST")
def deputy(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Name or change the deputy of an appointment (设B角)."""
    guard.check_anywhere(request.user, APPOINTERS, act=_("设B角"))
    row = get_object_or_404(queries.appointments_visible_to(request.user), uid=uid)
    form = DeputyForm(
        request.POST if request.method == "POST" else None,
        initial={"deputy": row.deputy_id},
        people=reading.people_to_appoint(request.user).exclude(pk=row.user_id),
    )
    errors: list[str] = []
    if form.is_bound:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            try:
                services.set_deputy(
                    appointment=row,
                    deputy=form.cleaned_data["deputy"],
                    by=person_of(request),
                    now=clock.now(),
                )
            except DomainError as refusal:
                errors = texts_of(refusal)
            else:
                messages.success(request, _("{appointment}的B角已保存。").format(appointment=row))
                return redirect("units:appointments")
    context = {
        "title": _("设B角：{appointment}").format(appointment=row),
        "form": form,
        "errors": errors,
        "back": "units:appointments",
        "note": _("系统、安全、审计管理员须由三人分任，B角也算。"),
    }
    return render(request, "units/form.html", context, status=400 if errors else 200)


@desk_view("GET", "POST")
def email(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Set where a person gets mail (邮箱)."""
    guard.check_anywhere(request.user, OPENERS, act=_("修改他人的邮箱"))
    row = get_object_or_404(queries.users_visible_to(request.user), uid=uid)
    form = EmailForm(
        request.POST if request.method == "POST" else None, initial={"email": row.email}
    )
    errors: list[str] = []
    if form.is_bound and form.is_valid():
        try:
            services.set_email(
                user=row, email=form.cleaned_data["email"], by=person_of(request), now=clock.now()
            )
        except DomainError as refusal:
            errors = texts_of(refusal)
        else:
            messages.success(request, _("{person}的邮箱已保存。").format(person=row))
            return redirect("units:people")
    context = {
        "title": _("邮箱：{person}").format(person=row),
        "form": form,
        "errors": errors,
        "back": "units:people",
    }
    return render(request, "units/form.html", context, status=400 if errors else 200)


def _appoint(said: dict[str, Any], by: Any) -> Any:
    return services.appoint(
        user=said["user"],
        role=Role(said["role"]),
        scope=reading.parse_scope(said["scope"]),
        valid_from=said["valid_from"],
        valid_until=said["valid_until"],
        deputy=said["deputy"],
        by=by,
        now=clock.now(),
    )
