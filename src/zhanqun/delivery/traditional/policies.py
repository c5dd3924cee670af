"""Who keeps the table of terms (繁体用字维护权限).

It holds on all sites, so it is kept by those of the portal, or of the uppermost unit.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import SiteKind
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit

KEEPERS = units.COLUMN_EDITORS
READERS = (*KEEPERS, Role.SUPERVISOR, Role.SYSTEM_ADMIN)
ACT = _("维护繁体用字")


def cluster_scopes() -> set[units.Scope]:
    top = Unit.objects.filter(depth=1).values_list("pk", flat=True)
    scopes: set[units.Scope] = {("unit", key) for key in top}
    for profile in sites.profiles().filter(kind=SiteKind.PORTAL):
        scopes |= sites.site_scopes(profile)
    return scopes


def may_read(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(READERS)


def may_keep(user: Any) -> bool:
    return units.rights_of(user).holds(KEEPERS, cluster_scopes())


def check_may_keep(by: Any) -> None:
    """Raises NotAllowed."""
    units.check(by, KEEPERS, cluster_scopes(), act=ACT)
