"""Changing and resetting passwords (密码). No password ever enters the trail."""

import secrets
from datetime import datetime, timedelta

from axes.utils import reset as forget_failed_logins
from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.audit import api as audit
from zhanqun.core.units import guard
from zhanqun.core.units.hashers import ONE_TIME
from zhanqun.core.units.models import OldPassword, User
from zhanqun.core.units.roles import SEPARATED, Role
from zhanqun.foundation.errors import DomainError

# Read out and typed in: no signs that look alike.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 4


class PasswordWrong(DomainError):
    code = "units.password_wrong"
    message = _("原密码不正确。")


class PasswordSame(DomainError):
    code = "units.password_same"
    message = _("新密码不能与原密码相同。")


class PasswordUsed(DomainError):
    code = "units.password_used"
    message = _("新密码不能与最近{n}次用过的密码相同。")


class OwnPassword(DomainError):
    """A reset would let a stolen session take the account over."""

    code = "units.own_password"
    message = _("自己的密码请在“修改密码”里改。")


class AdminsPassword(DomainError):
    """三员分立: who knows another administrator's password could act as both."""

    code = "units.admins_password"
    message = _("{person}任{held}，密码只能在服务器上用 manage.py changepassword 重置。")


def new_password() -> str:
    """A password by chance (一次性密码), about 79 bits."""
    groups = (
        "".join(secrets.choice(SIGNS) for _sign in range(GROUP_LENGTH)) for _group in range(GROUPS)
    )
    return "-".join(groups)


def one_time(password: str) -> str:
    """As stored: after the next login it must be changed."""
    return make_password(password, hasher=ONE_TIME)


def days_left(user: User, now: datetime) -> int | None:
    """Whole days until the password must be changed; None where passwords do not age (密码有效期).

    Source: practice of assessors under GB/T 22239-2019, 8.1.4.1 (changed regularly).
    """
    if not settings.ZHANQUN_PASSWORD_DAYS:
        return None
    set_at = user.password_set_at or user.date_joined
    return (set_at + timedelta(days=settings.ZHANQUN_PASSWORD_DAYS) - now).days


def must_change(user: User, now: datetime) -> bool:
    """Whether nothing else is open before the password is changed (强制修改密码)."""
    left = days_left(user, now)
    return user.has_one_time_password or (left is not None and left < 0)


@transaction.atomic
def change_password(*, user: User, old: str, new: str, now: datetime) -> User:
    """A person changes the own password (修改密码).

    Raises PasswordWrong, PasswordSame, PasswordUsed, ValidationError.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.check_password(old):
        raise PasswordWrong
    if new == old:
        raise PasswordSame
    password_validation.validate_password(new, user)
    _check_not_used(user, new)
    _set_aside(user, now)
    user.set_password(new)
    user.password_set_at = now
    user.save(update_fields=["password", "password_set_at"])
    audit.record("units.password_changed", user, by=user, at=now)
    return user


@transaction.atomic
def reset_password(*, user: User, reason: str, by: User | None, now: datetime) -> str:
    """Give a person a one-time password (重置密码) and return it; nobody can read it again.

    Whoever is signed in with the old one is signed out; failed logins are forgotten. by: a
    security administrator; None only for a command at the server. Raises NotAllowed, OwnPassword,
    AdminsPassword.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if by is not None:
        guard.check_anywhere(by, [Role.SECURITY_ADMIN], act=_("重置密码"))
        if user == by:
            raise OwnPassword
        _check_no_other_admin(user)
    password = new_password()
    _set_aside(user, now)
    user.password = one_time(password)
    user.password_set_at = now
    user.save(update_fields=["password", "password_set_at"])
    forget_failed_logins(username=user.username)
    audit.record("units.password_reset", user, by=by, at=now, reason=reason)
    return password


def _check_not_used(user: User, new: str) -> None:
    kept = settings.ZHANQUN_PASSWORD_HISTORY
    rows = OldPassword.objects.filter(user=user).order_by("-id")[:kept]
    if any(check_password(new, row.password) for row in rows):
        raise PasswordUsed(n=kept)


def _set_aside(user: User, now: datetime) -> None:
    """Keep the present password's stored form among the last few (历史密码)."""
    if user.has_usable_password() and not user.has_one_time_password:
        OldPassword.objects.create(user=user, password=user.password, set_aside_at=now)
    rows = OldPassword.objects.filter(user=user).order_by("-id")
    kept = list(rows.values_list("pk", flat=True)[: settings.ZHANQUN_PASSWORD_HISTORY])
    OldPassword.objects.filter(user=user).exclude(pk__in=kept).delete()


def _check_no_other_admin(person: User) -> None:
    for role in SEPARATED:
        if role != Role.SECURITY_ADMIN and guard.rights_of(person).holds_anywhere([role]):
            raise AdminsPassword(person=person, held=role.label)
