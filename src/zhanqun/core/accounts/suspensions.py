"""Suspended accounts (停用账号): not used for long, or by decision of the security administrator.

Source: GB/T 22239-2019, 8.1.4.2 (surplus and expired accounts are disabled in time).
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from zhanqun.core.accounts import policies, rules, sessions
from zhanqun.core.accounts.models import Suspension, SuspensionCause
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError


class SuspendedAlready(DomainError):
    code = "accounts.suspended_already"
    message = _("{person}的账号已经停用。")
    status = 409


class NotSuspended(DomainError):
    code = "accounts.not_suspended"
    message = _("{person}的账号没有停用。")
    status = 409


class Suspended(DomainError):
    """Told at the login, to whoever knows the password."""

    code = "accounts.suspended"
    message = _("这个账号已停用（{cause}）。请联系安全管理员恢复后再登录。")
    status = 403

    @classmethod
    def of(cls, user: Any) -> "Suspended":
        row = suspension_of(user)
        return cls(cause=row.get_cause_display() if row else _("已关闭"))


def suspension_of(user: Any) -> Suspension | None:
    """The suspension that runs, if any."""
    return Suspension.objects.filter(user_id=user.pk, ended_at=None).first()


def with_last_use(users: QuerySet[User]) -> QuerySet[Any]:
    """Accounts with `last_use_at`: the last login, or when it was opened or last lifted."""
    lifted = (
        Suspension.objects.filter(user=OuterRef("pk"), ended_at__isnull=False)
        .order_by()
        .values("user")
        .annotate(at=Max("ended_at"))
        .values("at")
    )
    begun = Coalesce(F("last_login"), F("date_joined"))
    return users.annotate(
        last_use_at=Greatest(begun, F("date_joined"), Coalesce(Subquery(lifted), begun))
    )


@transaction.atomic
def suspend(*, user: User, reason: str, by: User, now: datetime) -> Suspension:
    """A security administrator stops an account (停用账号); its sessions end.

    Raises NotAllowed, OwnAccount, SuspendedAlready.
    """
    policies.check_may_secure(by, user, act=_("停用账号"))
    return _suspend(user, SuspensionCause.DECIDED, reason, by, now)


@transaction.atomic
def lift(*, user: User, reason: str, by: User | None, now: datetime) -> Suspension:
    """Let an account be used again (恢复账号); its time of not being used begins anew.

    by: a security administrator; None only for a command at the server.
    Raises NotAllowed, OwnAccount, NotSuspended.
    """
    policies.check_may_secure(by, user, act=_("恢复账号"))
    user = User.objects.select_for_update().get(pk=user.pk)
    row = suspension_of(user)
    if row is None:
        raise NotSuspended(person=user)
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.record("accounts.suspension_lifted", user, by=by, at=now, reason=reason)
    return row


def suspend_dormant(*, now: datetime) -> int:
    """Suspend whoever has not logged in for long (停用长期未登录的账号); return how many."""
    days = settings.ZHANQUN_DORMANT_DAYS
    rows = with_last_use(User.objects.filter(is_active=True))
    dormant = [row for row in rows if rules.is_dormant(row.last_use_at, now, days)]
    for user in dormant:
        with transaction.atomic():
            _suspend(user, SuspensionCause.DORMANT, f"{days}天未登录", None, now)
    return len(dormant)


def _suspend(
    user: User, cause: SuspensionCause, reason: str, by: User | None, now: datetime
) -> Suspension:
    user = User.objects.select_for_update().get(pk=user.pk)
    if suspension_of(user) is not None:
        raise SuspendedAlready(person=user)
    row = Suspension.objects.create(user=user, cause=cause, reason=reason, began_at=now)
    user.is_active = False
    user.save(update_fields=["is_active"])
    ended = sessions.end_all(user)
    after = {"cause": cause, "sessions_ended": ended}
    audit.record("accounts.suspended", user, by=by, at=now, after=after, reason=reason)
    return row
