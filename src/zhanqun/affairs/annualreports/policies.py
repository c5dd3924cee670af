"""Who may do what with annual reports (年报权限): the office of the unit, or one above."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User

OFFICE = (Role.CASE_OFFICE,)
READERS = (Role.CASE_OFFICE, Role.CASE_HEAD, Role.SUPERVISOR)


def works_here(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(READERS)


def check_works_here(user: Any) -> None:
    units.check_anywhere(user, READERS, act=_("查看公开年报"))


def may_keep(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(OFFICE, units.unit_scopes(unit))


def check_may_keep(by: User, unit: Unit) -> None:
    units.check(by, OFFICE, units.unit_scopes(unit), act=_("编制公开年报"))
