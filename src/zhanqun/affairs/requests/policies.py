"""Who may do what with requests (依申请公开权限): who works on the case, by its own rules."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests.models import Request
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import Case
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User

# The disclosure office (政府信息公开工作机构); who handles; who reads besides.
OFFICE = (Role.CASE_OFFICE,)
HEADS = (Role.CASE_HEAD,)
HANDLERS = (Role.CASE_HANDLER, Role.CASE_HEAD)
READERS = (*HANDLERS, *OFFICE, Role.SUPERVISOR)


def works_here(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(READERS)


def check_works_here(user: Any) -> None:
    units.check_anywhere(user, READERS, act=_("查看依申请公开"))


def is_office(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(OFFICE, units.unit_scopes(unit))


def may_work(user: Any, case: Case) -> bool:
    """Who handles it, and the office."""
    return is_office(user, case.office) or casework.may_handle(user, case)


def check_may_work(by: User, request: Request) -> None:
    _check(may_work(by, request.case), _("办理这件申请"))


def check_is_office(by: User, request: Request, act: Any) -> None:
    _check(is_office(by, request.case.office), act)


def _check(allowed: bool, act: Any) -> None:
    if not allowed:
        raise units.NotAllowed(act=act)
