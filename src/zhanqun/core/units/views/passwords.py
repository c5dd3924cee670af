"""Passwords at the desk (密码): one's own, and a forgotten one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from zhanqun.core.units import guard, passwords, queries
from zhanqun.core.units.forms import ChangePasswordForm, ResetPasswordForm
from zhanqun.core.units.roles import Role
from zhanqun.core.units.views.tree import texts_of
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of

RESETTERS = (Role.SECURITY_ADMIN,)


@sensitive_post_parameters()
@desk_view("GET", "POST")
def change(request: HttpRequest) -> HttpResponse:
    """Change the own password (修改密码)."""
    person = person_of(request)
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    errors: list[str] = []
    if form.is_bound:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            try:
                changed = passwords.change_password(
                    user=person,
                    old=form.cleaned_data["old_password"],
                    new=form.cleaned_data["new_password"],
                    now=clock.now(),
                )
            except (DomainError, ValidationError) as refusal:
                errors = texts_of(refusal)
            else:
                # This session stays; all others of the person end.
                update_session_auth_hash(request, changed)
                messages.success(request, _("密码已修改。"))
                return redirect("web:home")
    context = {
        "title": _("修改密码"),
        "form": form,
        "errors": errors,
        "back": "web:home",
        "note": _why(person),
    }
    return render(request, "units/form.html", context, status=400 if errors else 200)


def _why(person: Any) -> str:
    """Why nothing else is open, where the password must be changed first."""
    if person.has_one_time_password:
        return _("您现在用的是一次性密码，请先修改，再继续使用。")
    if passwords.must_change(person, clock.now()):
        return _("您的密码已超过有效期，请先修改，再继续使用。")
    return ""


@desk_view("GET", "POST")
def reset(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give a person a one-time password, shown this once (重置密码)."""
    guard.check_anywhere(request.user, RESETTERS, act=_("重置密码"))
    person = get_object_or_404(queries.users_visible_to(request.user), uid=uid)
    form = ResetPasswordForm(request.POST if request.method == "POST" else None)
    errors: list[str] = []
    if form.is_bound:
        errors = [_("请修改标出的内容。")]
        if form.is_valid():
            try:
                password = passwords.reset_password(
                    user=person,
                    reason=form.cleaned_data["reason"],
                    by=person_of(request),
                    now=clock.now(),
                )
            except DomainError as refusal:
                errors = texts_of(refusal)
            else:
                context = {"title": _("一次性密码"), "person": person, "password": password}
                return render(request, "units/one_time_password.html", context)
    context = {
        "title": _("重置密码：{person}").format(person=person),
        "form": form,
        "errors": errors,
        "back": "units:people",
        "note": _("系统生成一次性密码，只显示一次；本人已登录的会退出，下次登录后必须修改。"),
    }
    return render(request, "units/form.html", context, status=400 if errors else 200)
