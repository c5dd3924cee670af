"""Who sees what was altered (防篡改权限)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role

GUARDIANS = (Role.SECURITY_ADMIN,)
OWNERS = (Role.SITE_MANAGER,)


def check_may_read(user: Any) -> None:
    units.check_anywhere(user, (*GUARDIANS, *OWNERS), act=_("查看网页防篡改"))


def may_read(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere((*GUARDIANS, *OWNERS))


def guards_everything(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(GUARDIANS)
