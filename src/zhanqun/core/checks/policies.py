"""Who may read and who may change the lists (检查词库权限).

The lists are one for the whole installation: whoever runs its portal keeps them. Everyone with a
part in writing or reviewing reads them and reports false positives.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit

KEEPERS = (Role.SITE_MANAGER, Role.CHIEF_EDITOR)
READERS = (
    *units.WRITERS,
    Role.REVIEWER,
    Role.SIGNER,
    Role.SECRECY_REVIEWER,
    Role.SITE_MANAGER,
    Role.SUPERVISOR,
)
# Upper rooms name the scopes that count as the whole installation: () -> {scope}.
WHOLE_HOOK = "name_whole_installation_scopes"


def whole_installation() -> set[units.Scope]:
    """The uppermost units, and what upper rooms count as the whole (the portal)."""
    top = Unit.objects.filter(depth=1).values_list("pk", flat=True)
    scopes = {(units.ScopeKind.UNIT.value, key) for key in top}
    for name in hooks.get_hooks(WHOLE_HOOK):
        scopes |= name()
    return scopes


def may_keep(user: Any) -> bool:
    rights = units.rights_of(user)
    return rights.holds_anywhere(KEEPERS) and rights.holds(KEEPERS, whole_installation())


def check_may_keep(by: Any) -> None:
    """Site managers and chief editors of the whole installation; None is the system itself."""
    if by is not None and not may_keep(by):
        raise units.NotAllowed(act=_("维护检查词库"))


def may_read(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(READERS)


def check_may_read(by: Any) -> None:
    units.check_anywhere(by, READERS, act=_("查看检查词库"))
