"""Who teaches the search (检索管理权限).

What holds on one site is kept by the editors, chief editors and managers of that site; what holds
on all is kept by those of the portal, or of the uppermost unit.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import SiteKind, SiteProfile
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit

KEEPERS = units.COLUMN_EDITORS
READERS = (*KEEPERS, Role.SUPERVISOR, Role.SYSTEM_ADMIN)
REBUILDERS = (Role.SITE_MANAGER, Role.SYSTEM_ADMIN)


def cluster_scopes() -> set[units.Scope]:
    """The portal and its host unit's line, and the uppermost units (站群主管)."""
    top = Unit.objects.filter(depth=1).values_list("pk", flat=True)
    scopes: set[units.Scope] = {("unit", key) for key in top}
    for profile in sites.profiles().filter(kind=SiteKind.PORTAL):
        scopes |= sites.site_scopes(profile)
    return scopes


def may_read(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(READERS)


def check_may_read(user: Any) -> None:
    units.check_anywhere(user, READERS, act=_("查看检索管理"))


def may_keep_cluster(user: Any) -> bool:
    rights = units.rights_of(user)
    return rights.holds_anywhere(KEEPERS) and rights.holds(KEEPERS, cluster_scopes())


def sites_kept_by(user: Any) -> list[SiteProfile]:
    """The sites whose best bets and hot words the person keeps: all for who keeps the cluster."""
    if may_keep_cluster(user):
        return list(sites.profiles())
    return list(sites.sites_managed_by(user, KEEPERS))


def sites_read_by(user: Any) -> set[int]:
    """Ids of the sites whose queries and zero results the person may read."""
    rights = units.rights_of(user)
    if rights.holds_anywhere(READERS) and rights.holds(READERS, cluster_scopes()):
        return set(sites.profiles().values_list("site_id", flat=True))
    return set(sites.sites_managed_by(user, READERS).values_list("site_id", flat=True))


def check_may_keep(by: Any, site_id: int | None, *, act: Any) -> None:
    """Raise NotAllowed unless the person keeps this site, or with None the whole cluster."""
    if site_id is None:
        units.check(by, KEEPERS, cluster_scopes(), act=act)
        return
    profile = sites.profile_of(site_id)
    units.check(by, KEEPERS, sites.site_scopes(profile) | cluster_scopes(), act=act)


def may_rebuild(user: Any) -> bool:
    rights = units.rights_of(user)
    return rights.holds_anywhere(REBUILDERS) and rights.holds(REBUILDERS, cluster_scopes())


def check_may_rebuild(by: Any) -> None:
    units.check(by, REBUILDERS, cluster_scopes(), act=_("重建索引"))
