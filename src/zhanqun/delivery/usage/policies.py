"""Who sees the visit figures (访问统计权限)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import SiteProfile
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role

# Of their site, or of all sites of the units they answer for.
VIEWERS = (Role.EDITOR, Role.CHIEF_EDITOR, Role.SITE_MANAGER, Role.LIAISON, Role.SUPERVISOR)


def check_may_read(user: Any) -> None:
    units.check_anywhere(user, VIEWERS, act=_("查看访问统计"))


def may_read(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(VIEWERS)


def sites_read_by(user: Any) -> QuerySet[SiteProfile]:
    """Sites whose figures a person may see. Raises NotAllowed where there can be none."""
    check_may_read(user)
    return sites.sites_managed_by(user, VIEWERS)
