"""Who may arrange pages, and who may release what another has arranged."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.content.pages.models import Version
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import SiteProfile
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User
from zhanqun.foundation.errors import DomainError

ARRANGERS = (Role.SITE_MANAGER, Role.CHIEF_EDITOR, Role.EDITOR)
RELEASERS = (Role.SITE_MANAGER, Role.CHIEF_EDITOR, Role.SIGNER)
READERS = tuple(dict.fromkeys((*ARRANGERS, *RELEASERS)))


class SameHand(DomainError):
    """Who edited last does not release (双人发布)."""

    code = "pages.same_hand"
    message = _("这一版是您自己保存的，请由另一位有发布权的人查看预览后发布。")
    status = 403


def check_may_arrange(by: User, profile: SiteProfile) -> None:
    units.check(by, ARRANGERS, sites.site_scopes(profile), act=_("编排版面"))


def check_may_release(by: User, profile: SiteProfile, version: Version) -> None:
    units.check(by, RELEASERS, sites.site_scopes(profile), act=_("发布版面"))
    if version.made_by_id == by.pk:
        raise SameHand


def may_arrange(user: Any, profile: SiteProfile) -> bool:
    return units.rights_of(user).holds(ARRANGERS, sites.site_scopes(profile))


def may_release(user: Any, profile: SiteProfile) -> bool:
    return units.rights_of(user).holds(RELEASERS, sites.site_scopes(profile))
