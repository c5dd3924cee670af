"""Who may do what with requests (依申请公开权限): who works on the case, by its own rules."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests.models import ExtensionAsk, Request
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import Case
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User
from zhanqun.foundation import clock

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


def may_grant(user: Any, ask: ExtensionAsk, now: datetime) -> bool:
    """The office, and who heads it; nobody what they asked for, where there is somebody else.

    Source: 《政府信息公开条例》第三十三条第二款: by leave of the head of the disclosure office; the
    head of another unit that handles it is none.
    """
    case = ask.request.case
    rule = casework.clock_of(case.clock).extension
    if rule is None or not casework.may_extend(user, case, rule.authority):
        return False
    if not is_office(user, case.office) and not _is_head(user, case.office):
        return False
    return ask.asked_by_id != user.pk or not _others(user, _heads_of(ask.request, now))


def check_may_grant(by: User, ask: ExtensionAsk, now: datetime) -> None:
    _check(may_grant(by, ask, now), _("批准延期（本人提出的由他人批准）"))


def granters_of(ask: ExtensionAsk, now: datetime) -> list[User]:
    """Whom to turn to: the office and its heads, but whoever asked."""
    people = _heads_of(ask.request, now)
    return _others(ask.asked_by, people) or people


def workers_of(request: Request, now: datetime) -> list[User]:
    """Who is at work on it: whoever has it, else the heads of its unit; and the office."""
    case = request.case
    held = [case.holder] if case.holder else _on_duty(HEADS, case.unit, now)
    return [*held, *office_of(request, now)]


def office_of(request: Request, now: datetime) -> list[User]:
    return _on_duty(OFFICE, request.case.office, now)


def _heads_of(request: Request, now: datetime) -> list[User]:
    """Of the office; they extend what is handled below them."""
    case = request.case
    is_below = case.unit is not None and case.unit.path.startswith(case.office.path)
    return [*_on_duty(HEADS, case.office if is_below else None, now), *office_of(request, now)]


def _is_head(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(HEADS, units.unit_scopes(unit))


def _others(user: Any, people: list[User]) -> list[User]:
    return [person for person in people if person.pk != user.pk]


def _on_duty(roles: tuple[Role, ...], unit: Unit | None, now: datetime) -> list[User]:
    if unit is None:
        return []
    return units.people_on_duty(roles, units.unit_scopes(unit), clock.day_of(now))


def _check(allowed: bool, act: Any) -> None:
    if not allowed:
        raise units.NotAllowed(act=act)
