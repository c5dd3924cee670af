"""Accounts as the security administrator sees them (账号安全清单)."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zhanqun.core.accounts import factors, lockout, policies, rules, suspensions
from zhanqun.core.accounts.models import Suspension
from zhanqun.core.units.api import Appointment, User
from zhanqun.foundation import clock

Type = Authenticator.Type
FILTERS = {
    "": _("全部"),
    "no_factor": _("缺第二因素"),
    "locked": _("已锁定"),
    "suspended": _("已停用"),
    "no_post": _("任职已全部结束"),
}


def accounts_visible_to(user: Any) -> QuerySet[Any]:
    """Every account for security administrators, none for others."""
    if not policies.may_secure(user):
        return User.objects.none()
    rows = suspensions.with_last_use(User.objects.select_related("unit"))
    return rows.annotate(
        has_totp=_has(Type.TOTP),
        has_key=_has(Type.WEBAUTHN),
        is_suspended=Exists(Suspension.objects.filter(user=OuterRef("pk"), ended_at=None)),
    )


def narrowed(rows: QuerySet[Any], state: str, now: datetime) -> QuerySet[Any]:
    """The accounts in a state of FILTERS."""
    if state == "locked":
        return rows.filter(username__in=lockout.locked_usernames())
    if state == "suspended":
        return rows.filter(is_suspended=True)
    if state == "no_post":
        return rows.filter(_had_posts()).exclude(Exists(_posts(now)))
    if state == "no_factor":
        roles = [str(role) for role in rules.NEED_SECOND_FACTOR]
        needing = Exists(_posts(now).filter(role__in=roles))
        return rows.filter(needing, is_active=True, has_totp=False, has_key=False)
    return rows


def state_of(row: Any, locked: dict[str, datetime], now: datetime) -> tuple[str, str]:
    """An account's state in a word, and its tone."""
    if row.is_suspended:
        return str(_("已停用")), "bad"
    if not row.is_active:
        return str(_("已关闭")), "quiet"
    if row.username in locked:
        return str(_("已锁定")), "bad"
    return str(_("正常")), "good"


def factor_words(row: Any) -> str:
    named = [(row.has_totp, Type.TOTP), (row.has_key, Type.WEBAUTHN)]
    return "、".join(str(factors.NAMES[kind]) for has, kind in named if has)


def _has(kind: Any) -> Exists:
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=kind))


def _posts(now: datetime) -> QuerySet[Appointment]:
    """Appointments of an account that hold today, deputies included."""
    day = clock.day_of(now)
    held = Appointment.objects.filter(Q(user=OuterRef("pk")) | Q(deputy=OuterRef("pk")))
    return held.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)


def _had_posts() -> Exists:
    return Exists(Appointment.objects.filter(Q(user=OuterRef("pk")) | Q(deputy=OuterRef("pk"))))
