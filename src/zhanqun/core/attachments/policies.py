"""Who looks after the quarantine (隔离区)."""

from django.utils.translation import gettext_lazy as _

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User

KEEPERS = (Role.SYSTEM_ADMIN,)


def check_may_scan(by: User) -> None:
    """System administrators have files scanned again; they do not open them."""
    units.check_anywhere(by, KEEPERS, act=_("重新查毒"))
