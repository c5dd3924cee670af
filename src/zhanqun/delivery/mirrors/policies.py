"""Who looks after mirrors (镜像)."""

from django.utils.translation import gettext_lazy as _

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User

KEEPERS = (Role.SYSTEM_ADMIN,)


def check_may_see(by: User) -> None:
    units.check_anywhere(by, KEEPERS, act=_("查看镜像"))


def check_may_send(by: User) -> None:
    units.check_anywhere(by, KEEPERS, act=_("同步镜像"))
