"""Who may do what with the policy library (政策文件库权限)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit

# The disclosure office of a unit or one above it (政府信息公开工作机构).
OFFICE = (Role.CASE_OFFICE,)
# Who looks after a unit's documents, and who decides on their validity.
KEEPERS = (*units.WRITERS, Role.SIGNER)
DECIDERS = (Role.LIAISON, Role.SIGNER, *OFFICE)
READERS = (*KEEPERS, Role.REVIEWER, *OFFICE, Role.SUPERVISOR)


def works_here(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(READERS)


def check_works_here(user: Any) -> None:
    units.check_anywhere(user, READERS, act=_("查看政策文件库"))


def is_office(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(OFFICE, units.unit_scopes(unit))


def may_decide(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(DECIDERS, units.unit_scopes(unit))


def check_may_decide(by: Any, unit: Unit) -> None:
    units.check(by, DECIDERS, units.unit_scopes(unit), act=_("评估文件的有效期"))


def check_is_office(by: Any, unit: Unit, act: Any) -> None:
    units.check(by, OFFICE, units.unit_scopes(unit), act=act)
