"""Who may do what with disclosure (公开权限)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User

# The disclosure office of a unit (政府信息公开工作机构).
OFFICE = (Role.CASE_OFFICE,)


def is_office(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(OFFICE, units.unit_scopes(unit))


def check_may_keep(by: User, unit: Unit) -> None:
    """The office of the unit or one above it."""
    units.check(by, OFFICE, units.unit_scopes(unit), act=_("设置公开主体"))
