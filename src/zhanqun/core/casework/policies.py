"""Who may do what with a case (办件权限)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.core.casework.clocks import Authority
from zhanqun.core.casework.models import Case
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User

HANDLERS = (Role.CASE_HANDLER, Role.CASE_HEAD)
HEADS = (Role.CASE_HEAD,)
OFFICE = (Role.CASE_OFFICE,)
WORKERS = (*HANDLERS, *OFFICE)
# They read everything below them, and nothing of who wrote.
OVERSEERS = (Role.SUPERVISOR,)
READERS = (*WORKERS, *OVERSEERS)


def works_here(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(READERS)


def check_works_here(user: Any) -> None:
    units.check_anywhere(user, READERS, act=_("查看办件"))


def is_office(user: Any, case: Case) -> bool:
    return units.rights_of(user).holds(OFFICE, units.unit_scopes(case.office))


def is_head(user: Any, unit: Unit | None) -> bool:
    return units.rights_of(user).holds(HEADS, units.unit_scopes(unit))


def is_handler(user: Any, unit: Unit | None) -> bool:
    return units.rights_of(user).holds(HANDLERS, units.unit_scopes(unit))


def may_read(user: Any, case: Case) -> bool:
    """The holding, the asked and the helping units, the office, and who oversees one of these.

    Of what is confidential the office, the heads of these units and the person named.
    """
    rights, office = units.rights_of(user), units.unit_scopes(case.office)
    if rights.holds(OFFICE if case.is_confidential else (*OFFICE, *OVERSEERS), office):
        return True
    if case.is_confidential and case.holder_id == user.pk:
        return is_handler(user, case.unit)
    places = [case.unit, case.offered_to, *(row.unit for row in case.joint_units.all())]
    may = is_head if case.is_confidential else is_handler
    return any(may(user, unit) for unit in places if unit is not None)


def may_handle(user: Any, case: Case) -> bool:
    """Whoever the unit named, else any handler of it; its head always."""
    if is_head(user, case.unit):
        return True
    is_free = case.holder_id is None or case.holder_id == user.pk
    return case.unit is not None and is_free and is_handler(user, case.unit)


def check_may_answer(by: User, case: Case) -> None:
    """Who handles it; the office too, which may approve what a unit wrote."""
    _check(may_handle(by, case) or is_office(by, case), _("答复这件"))


def check_may_handle(by: User, case: Case) -> None:
    _check(may_handle(by, case), _("办理这件"))


def check_may_time(by: User, case: Case) -> None:
    """Who stops and starts the clock: whoever handles it, and the office."""
    _check(may_handle(by, case) or is_office(by, case), _("停止或恢复计算期限"))


def check_may_offer(by: User, case: Case) -> None:
    """Of what nobody holds the office; of what a unit holds its people or the office."""
    _check(is_office(by, case) or may_handle(by, case), _("交办这件"))


def may_respond(user: Any, case: Case) -> bool:
    return case.offered_to is not None and is_handler(user, case.offered_to)


def check_may_respond(by: User, case: Case) -> None:
    _check(may_respond(by, case), _("签收或退回这件"))


def check_is_office(by: User, case: Case) -> None:
    _check(is_office(by, case), _("统筹这件"))


def check_may_assign(by: User, case: Case, holder: User) -> None:
    """The head names anybody of the unit, the office too; a handler may take what is free."""
    takes = holder.pk == by.pk and case.holder_id is None and is_handler(by, case.unit)
    _check(takes or is_head(by, case.unit) or is_office(by, case), _("指定承办人"))


def may_extend(user: Any, case: Case, authority: str) -> bool:
    return is_office(user, case) or (
        authority == Authority.HEAD and case.unit is not None and is_head(user, case.unit)
    )


def check_may_extend(by: User, case: Case, authority: str) -> None:
    _check(may_extend(by, case, authority), _("批准延期"))


def may_decline(user: Any, case: Case) -> bool:
    return is_office(user, case) or (case.unit is not None and is_head(user, case.unit))


def check_may_decline(by: User, case: Case) -> None:
    _check(may_decline(by, case), _("不予受理或了结"))


def check_may_close(by: User | None, case: Case) -> None:
    """None is the writer, who withdraws through the receipt."""
    _check(by is None or may_decline(by, case), _("了结这件"))


def check_may_reopen(by: User | None, case: Case) -> None:
    """None is the writer, whom the answer did not satisfy."""
    _check(by is None or is_office(by, case), _("重办这件"))


def check_may_urge(by: User | None, case: Case) -> None:
    """None is the writer, through the receipt."""
    _check(by is None or is_office(by, case), _("催办这件"))


def check_may_opine(by: User, case: Case, unit: Unit) -> None:
    _check(is_handler(by, unit), _("提交协办意见"))


def check_may_open(by: Any, office: Unit) -> None:
    """None is the system: what came through the door."""
    if by is not None:
        units.check(by, OFFICE, units.unit_scopes(office), act=_("登记办件"))


def may_see_writer(user: Any, case: Case) -> bool:
    """Who handles or heads it, and the office; never the unit complained about."""
    return (is_office(user, case) or may_handle(user, case)) and not is_accused(user, case)


def is_accused(user: Any, case: Case) -> bool:
    """Whether a person is of the unit complained about or below it (被反映单位的人).

    They see no name and no number, whatever else they are; only the office of the case does,
    unless it is of that very unit.
    """
    accused = case.concerns
    if accused is None:
        return False
    at_home = user.unit is not None and user.unit.path.startswith(accused.path)
    if not (at_home or _reads_from_within(user, case, accused)):
        return False
    return user.unit_id == accused.pk or not is_office(user, case)


def _reads_from_within(user: Any, case: Case, accused: Unit) -> bool:
    """Whether only a post in the accused unit or below it brings them to the case (借调、兼职)."""
    above = units.unit_scopes(accused) - {("unit", accused.pk)}
    within: set[units.Scope] = set()
    places = [case.unit, case.offered_to, *(row.unit for row in case.joint_units.all())]
    reached = {scope for place in places for scope in units.unit_scopes(place)}
    for place in places:
        if place is not None and place.path.startswith(accused.path):
            within |= units.unit_scopes(place) - above
    rights = units.rights_of(user)
    return rights.holds(HANDLERS, within) and not rights.holds(HANDLERS, reached - within)


def may_set_terms(user: Any) -> bool:
    """The office of the whole place: what it sets holds for every unit."""
    tops = Unit.objects.filter(depth=1)
    return any(units.rights_of(user).holds(OFFICE, units.unit_scopes(top)) for top in tops)


def check_may_set_terms(by: User) -> None:
    _check(may_set_terms(by), _("设定本地时限"))


def _check(allowed: bool, act: Any) -> None:
    if not allowed:
        raise units.NotAllowed(act=act)
