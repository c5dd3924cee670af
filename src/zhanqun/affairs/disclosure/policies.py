"""Who may do what with disclosure (公开权限)."""

from typing import Any

from django.utils.translation import gettext as _

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User

# The disclosure office of a unit (政府信息公开工作机构).
OFFICE = (Role.CASE_OFFICE,)
# Who files what their unit made: those who write it, and the office.
FILERS = (*units.WRITERS, *OFFICE)
# Who keeps what a publisher's pages say of it (指南).
PAGE_KEEPERS = (*OFFICE, Role.CASE_HEAD)
READERS = (*FILERS, Role.CASE_HEAD, Role.SUPERVISOR)


def works_here(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(READERS)


def check_works_here(user: Any) -> None:
    units.check_anywhere(user, READERS, act=_("查看公开目录"))


def is_office(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(OFFICE, units.unit_scopes(unit))


def check_is_office(by: User, unit: Unit) -> None:
    act = _("以“{unit}”的名义编目").format(unit=unit)
    units.check(by, OFFICE, units.unit_scopes(unit), act=act)


def may_keep_any(user: Any) -> bool:
    """Whether there is a publisher that they set up."""
    return units.rights_of(user).holds_anywhere(OFFICE)


def check_may_keep_any(user: Any) -> None:
    units.check_anywhere(user, OFFICE, act=_("设置公开主体"))


def check_may_keep(by: User, unit: Unit) -> None:
    """The office of the unit or one above it."""
    units.check(by, OFFICE, units.unit_scopes(unit), act=_("设置公开主体"))


def may_file(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(FILERS, units.unit_scopes(unit))


def check_may_file(by: User, unit: Unit) -> None:
    """Writers of the unit that made it, and the office of that unit or one above."""
    units.check(by, FILERS, units.unit_scopes(unit), act=_("把稿件编入公开目录"))


def keeps_all(user: Any) -> bool:
    """The office of the government itself, whose settings hold for every publisher."""
    return any(is_office(user, root) for root in Unit.get_root_nodes())


def check_keeps_all(by: Any) -> None:
    if not keeps_all(by):
        raise units.NotAllowed(act=_("设置更新周期"))


def keeps_pages(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(PAGE_KEEPERS)


def check_keeps_pages(user: Any) -> None:
    units.check_anywhere(user, PAGE_KEEPERS, act=_("编制公开指南"))


def check_may_keep_pages(by: User, unit: Unit) -> None:
    """Who heads the unit's cases, and its office."""
    units.check(by, PAGE_KEEPERS, units.unit_scopes(unit), act=_("编制公开指南"))


def edits_gazette(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(OFFICE)


def check_edits_gazette(user: Any) -> None:
    units.check_anywhere(user, OFFICE, act=_("编辑公报"))


def check_may_edit_gazette(by: User, unit: Unit) -> None:
    """The office of the government whose gazette it is."""
    units.check(by, OFFICE, units.unit_scopes(unit), act=_("编辑公报"))
