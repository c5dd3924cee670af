"""What a security administrator may do to an account, as a table (账号安全操作).

The same rows make the buttons, the pages that ask for a reason, and the calls.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhanqun.core.accounts import factors, lockout, provider, sessions, suspensions
from zhanqun.core.accounts.forms import BindForm, ReasonForm
from zhanqun.core.units.api import User


@dataclass(frozen=True)
class State:
    """What is the case with an account, as far as acts depend on it."""

    is_locked: bool
    is_suspended: bool
    is_active: bool
    has_factors: bool
    has_sessions: bool
    is_bound: bool
    has_provider: bool


@dataclass(frozen=True)
class Act:
    """One act: what it is called, what to know before, when it is open, and the service."""

    label: Promise
    note: Promise
    done: Promise
    is_open: Callable[[State], bool]
    service: Callable[..., Any]
    form: type[ReasonForm] = ReasonForm

    def run(self, *, user: User, by: User, now: datetime, said: dict[str, Any]) -> None:
        self.service(user=user, by=by, now=now, **said)


ACTS = {
    "unlock": Act(
        _("解锁"),
        _("清除输错的次数，本人可以马上再登录。"),
        _("已解锁。"),
        lambda state: state.is_locked,
        lockout.unlock,
    ),
    "reset-factors": Act(
        _("重置第二因素"),
        _("手机或密钥遗失时用。原来登记的全部失效，已登录的退出；本人下次用密码登录后重新登记。"),
        _("第二因素已重置，请本人登录后重新登记。"),
        lambda state: state.has_factors,
        factors.reset,
    ),
    "end-sessions": Act(
        _("强制退出"),
        _("此人在所有设备上的登录马上结束，没有保存的内容可能丢失。"),
        _("已强制退出。"),
        lambda state: state.has_sessions,
        sessions.end_of_person,
    ),
    "suspend": Act(
        _("停用账号"),
        _("停用后不能登录，已登录的退出；任职不变，可以随时恢复。"),
        _("账号已停用。"),
        lambda state: state.is_active and not state.is_suspended,
        suspensions.suspend,
    ),
    "lift": Act(
        _("恢复账号"),
        _("恢复后本人可以用原来的密码登录。"),
        _("账号已恢复。"),
        lambda state: state.is_suspended,
        suspensions.lift,
    ),
    "bind": Act(
        _("绑定统一身份认证"),
        _("绑定后，此人可以从统一身份认证登录。请核对编号确属本人。"),
        _("已绑定。"),
        lambda state: state.has_provider and not state.is_bound,
        provider.bind,
        BindForm,
    ),
    "unbind": Act(
        _("解除绑定"),
        _("解除后，此人只能用用户名和密码登录。"),
        _("已解除绑定。"),
        lambda state: state.is_bound,
        provider.unbind,
    ),
}


def open_in(state: State) -> dict[str, Act]:
    """The acts that make sense in a state."""
    return {name: act for name, act in ACTS.items() if act.is_open(state)}
