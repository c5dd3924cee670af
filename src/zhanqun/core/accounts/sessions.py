"""Sessions of people (登录会话): listed, ended, and how long they last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.accounts import policies, rules
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User

# Seconds since the epoch, kept in the session itself.
STARTED, SEEN = "accounts_started", "accounts_seen"
LOGS_DAYS = 183


@dataclass(frozen=True)
class Listed:
    """One session as its owner sees it."""

    pk: int
    device: str
    address: str
    since: datetime
    last_seen: datetime
    is_this: bool


def limits() -> rules.SessionLimits:
    return rules.SessionLimits(settings.ZHANQUN_IDLE_MINUTES, settings.ZHANQUN_SESSION_HOURS)


def begin(session: SessionBase, now: datetime) -> None:
    """Note when a login began."""
    session[STARTED] = session[SEEN] = now.timestamp()


def fault_of(session: SessionBase, now: datetime) -> str:
    """ "age", "idle" or "": why this session has ended."""
    if STARTED not in session:
        begin(session, now)
    return limits().fault(session[STARTED], session[SEEN], now.timestamp())


def is_to_be_touched(session: SessionBase, now: datetime) -> bool:
    """Whether the last request is noted too long ago; written once a minute, not every time."""
    return bool(now.timestamp() - session[SEEN] >= rules.TOUCH_SECONDS)


def sessions_of(user: User, this: str | None) -> list[Listed]:
    """The sessions that still hold, this one first, then the newest; gone ones are dropped.

    this: the key of the session that asks.
    """
    rows = [
        Listed(
            pk=row.pk,
            device=rules.device_of(row.user_agent),
            address=row.ip,
            since=row.created_at,
            last_seen=row.last_seen_at,
            is_this=row.session_key == this,
        )
        for row in UserSession.objects.purge_and_list(user)
    ]
    return sorted(rows, key=lambda row: (not row.is_this, -row.last_seen.timestamp()))


def end_all(user: Any, *, but: str | None = None) -> int:
    """End every session of a person, except the one named; return how many. No entry in the
    trail: the act that asks for it makes one."""
    return _end(UserSession.objects.filter(user=user).exclude(session_key=but or ""))


@transaction.atomic
def end_own(*, user: User, this: str | None, pk: int | None, now: datetime) -> int:
    """End one of one's other sessions, or (pk None) all others (退出其他登录)."""
    rows = UserSession.objects.select_for_update().filter(user=user).exclude(session_key=this or "")
    ended = _end(rows if pk is None else rows.filter(pk=pk))
    if ended:
        after = {"sessions_ended": ended}
        audit.record("accounts.sessions_ended", user, by=user, at=now, after=after)
    return ended


@transaction.atomic
def end_of_person(*, user: User, reason: str, by: User, now: datetime) -> int:
    """A security administrator ends all sessions of a person (强制退出).

    Raises NotAllowed, OwnAccount.
    """
    policies.check_may_secure(by, user, act=_("强制退出"))
    ended = end_all(user)
    after = {"sessions_ended": ended}
    audit.record("accounts.sessions_ended", user, by=by, at=now, after=after, reason=reason)
    return ended


def forget_ended(*, now: datetime) -> int:
    """Drop sessions past their time, with their rows in the lists, and notes of logins older than
    half a year (清理过期会话); return how many rows. The trail keeps what must be kept."""
    Session.objects.filter(expire_date__lte=now).delete()
    alive = Session.objects.values("session_key")
    dropped, _by_model = UserSession.objects.exclude(session_key__in=alive).delete()
    AxesProxyHandler.reset_logs(age_days=LOGS_DAYS)
    return dropped


def _end(rows: Iterable[UserSession]) -> int:
    ended = list(rows)
    for row in ended:
        row.end()
    return len(ended)
