"""Locked accounts (账号锁定): wrong passwords and wrong codes count together.

django-axes counts; one person at one address is locked after AXES_FAILURE_LIMIT failures, so
that nobody can lock out a colleague from elsewhere. A second, higher limit counts a username over
all addresses against slow guessing from many machines.
"""

from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth import user_login_failed
from django.db import transaction
from django.db.models import Max, Sum
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from zhanqun.core.accounts import policies
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError


class NotLocked(DomainError):
    code = "accounts.not_locked"
    message = _("{person}的账号没有锁定。")
    status = 409


class Handler(AxesDatabaseHandler):
    """As axes counts, and one limit more: a username over all addresses."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        here = int(super().get_failures(request, credentials))
        username = (credentials or {}).get("username", "")
        if failures_everywhere(username) < settings.ZHANQUN_LOCK_EVERYWHERE:
            return here
        return max(here, settings.AXES_FAILURE_LIMIT)


def failures_everywhere(username: str) -> int:
    """Failures of a username within the time of a lock, whatever the address."""
    return int(
        _recent().filter(username=username).aggregate(n=Sum("failures_since_start"))["n"] or 0
    )


def is_locked(request: HttpRequest, username: str) -> bool:
    return not AxesProxyHandler.is_allowed(request, {"username": username})


def note_failure(request: HttpRequest, username: str) -> None:
    """A wrong second factor counts as a wrong password does, and is in the trail like it."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def minutes_left(username: str, address: str = "") -> int:
    """How long a lock lasts still (剩余锁定时间), at least a minute."""
    rows = AccessAttempt.objects.filter(username=username)
    if address and rows.filter(ip_address=address).exists():
        rows = rows.filter(ip_address=address)
    last = rows.aggregate(at=Max("attempt_time"))["at"]
    if last is None:
        return 1
    left = last + _lock_lasts() - clock.now()
    return max(1, -(-int(left.total_seconds()) // 60))


def locked_usernames() -> dict[str, datetime]:
    """Usernames locked now, at one address or everywhere, and until when."""
    rows = _recent().exclude(username=None)
    here = _over(rows.values("username", "ip_address"), settings.AXES_FAILURE_LIMIT)
    everywhere = _over(rows.values("username"), settings.ZHANQUN_LOCK_EVERYWHERE)
    until: dict[str, datetime] = {}
    for row in [*here, *everywhere]:
        end = row["last"] + _lock_lasts()
        until[row["username"]] = max(end, until.get(row["username"], end))
    return until


def _over(rows: Any, limit: int) -> Any:
    counted = rows.annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    return counted.filter(failures__gte=limit)


@transaction.atomic
def unlock(*, user: User, reason: str, by: User, now: datetime) -> None:
    """Forget a person's failed logins before the time is up (解锁).

    Raises NotAllowed, OwnAccount, NotLocked.
    """
    policies.check_may_secure(by, user, act=_("解锁账号"))
    if user.username not in locked_usernames():
        raise NotLocked(person=user)
    reset(username=user.username)
    audit.record("accounts.unlocked", user, by=by, at=now, reason=reason)


def record_lock(*, request: HttpRequest, username: str, address: str, now: datetime) -> None:
    """Put a lock into the trail once, where the username is somebody's (锁定)."""
    was_refused_already = request.axes_failures_since_start is None  # type: ignore[attr-defined]
    user = User.objects.filter(username=username).first()
    if user is None or was_refused_already:
        return
    after = {"address": address, "minutes": int(_lock_lasts().total_seconds() // 60)}
    audit.record("accounts.locked", user, by=None, at=now, after=after)


def _recent() -> Any:
    return AccessAttempt.objects.filter(attempt_time__gte=clock.now() - _lock_lasts())


def _lock_lasts() -> timedelta:
    return get_cool_off() or timedelta(0)
