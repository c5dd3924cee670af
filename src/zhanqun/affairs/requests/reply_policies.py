"""Who writes, issues and sends replies, and who notes disputes (答复与复议诉讼的权限)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.requests import policies
from zhanqun.affairs.requests.models import Reply, Request
from zhanqun.core.casework.api import Case
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation import clock


def check_may_record(by: User, publisher: Publisher) -> None:
    """Reconsiderations and lawsuits are noted by the office of whoever discloses."""
    _check(policies.is_office(by, publisher.unit), _("登记复议、诉讼"))


def check_may_set(by: User, publisher: Publisher) -> None:
    _check(policies.is_office(by, publisher.unit), _("修改答复设置"))


def may_draft(user: Any, case: Case) -> bool:
    return policies.may_work(user, case)


def check_may_draft(by: User, request: Request) -> None:
    _check(may_draft(by, request.case), _("起草答复"))


def may_issue(user: Any, reply: Reply, now: datetime) -> bool:
    """The unit's head or the office; nobody their own, where somebody else may.

    A county's only head issues what they wrote themselves: it stands so in the trail.
    """
    case = reply.request.case
    if not (_is_head(user, case.unit) or policies.is_office(user, case.office)):
        return False
    others = [person for person in _issuers(case, now) if person.pk != reply.written_by_id]
    return reply.written_by_id != user.pk or not others


def check_may_issue(by: User, reply: Reply, now: datetime) -> None:
    _check(may_issue(by, reply, now), _("签发这份答复（本人起草的由他人签发）"))


def issuers_of(reply: Reply, now: datetime) -> list[User]:
    """Whom to turn to: the heads of the unit other than who wrote it, else the office."""
    case = reply.request.case
    heads = [one for one in _heads(case.unit, now) if one.pk != reply.written_by_id]
    office = policies.office_of(reply.request, now)
    return heads or [one for one in office if one.pk != reply.written_by_id] or office


def check_may_send(by: User, reply: Reply) -> None:
    """Who works on it: the approval is behind it."""
    _check(policies.may_work(by, reply.request.case), _("送出这份答复"))


def check_may_bundle(by: User, request: Request) -> None:
    """The whole file of a request, with who applied: the office, and who handles it."""
    _check(policies.may_work(by, request.case), _("导出办件档案"))


def _issuers(case: Case, now: datetime) -> list[User]:
    scopes = units.unit_scopes(case.office)
    office = units.people_on_duty(policies.OFFICE, scopes, clock.day_of(now))
    return [*_heads(case.unit, now), *office]


def _heads(unit: Unit | None, now: datetime) -> list[User]:
    if unit is None:
        return []
    return units.people_on_duty(policies.HEADS, units.unit_scopes(unit), clock.day_of(now))


def _is_head(user: Any, unit: Unit | None) -> bool:
    return unit is not None and units.rights_of(user).holds(policies.HEADS, units.unit_scopes(unit))


def _check(allowed: bool, act: Any) -> None:
    if not allowed:
        raise units.NotAllowed(act=act)
