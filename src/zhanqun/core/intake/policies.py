"""Who sees and decides what came in (来件权限)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.core.intake.models import Envelope
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Scope, ScopeKind, User

# Who deals with what comes in: reads it whole, decides what is held, answers, enters paper mail.
KEEPERS = (Role.LIAISON, Role.CHIEF_EDITOR, Role.SITE_MANAGER)
# Who sees that it came and how it went, without persons.
WATCHERS = (Role.SUPERVISOR,)
# Who sets questions and terms.
SETTERS = (Role.SITE_MANAGER,)
_ENTER = _("登记来信、来电、来访")


def scopes_of(envelope: Envelope) -> set[Scope]:
    scopes = units.unit_scopes(envelope.unit)
    if envelope.site_id:
        scopes.add((ScopeKind.SITE.value, envelope.site_id))
    return scopes


def may_keep(user: Any, envelope: Envelope) -> bool:
    """Whether they see persons, and may act."""
    return units.rights_of(user).holds(KEEPERS, scopes_of(envelope))


def may_read_any(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere((*KEEPERS, *WATCHERS))


def may_keep_any(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(KEEPERS)


def may_enter_any(user: Any) -> bool:
    """Whether there is a unit in whose name they enter what came on paper."""
    return bool(units.rights_of(user).ids(KEEPERS, ScopeKind.UNIT))


def check_may_enter_any(user: Any) -> None:
    if not may_enter_any(user):
        raise units.NotAllowed(act=_ENTER)


def may_set(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(SETTERS)


def check_may_read(user: Any) -> None:
    units.check_anywhere(user, (*KEEPERS, *WATCHERS), act=_("查看来件"))


def check_may_keep(by: User, envelope: Envelope) -> None:
    units.check(by, KEEPERS, scopes_of(envelope), act=_("处理来件"))


def check_may_enter(by: User, unit: units.Unit) -> None:
    units.check(by, KEEPERS, units.unit_scopes(unit), act=_ENTER)


def check_may_set(by: User) -> None:
    units.check_anywhere(by, SETTERS, act=_("设置受理入口"))
