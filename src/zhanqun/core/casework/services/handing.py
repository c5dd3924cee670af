"""Who has a case (交办、签收、退回、裁定、协办)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.casework import policies, telling
from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.lateness import note_if_late
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.projecting import HANDOVERS_MOST, refusal_of
from zhanqun.core.casework.recording import lock, record, standing_of
from zhanqun.core.casework.services.opening import respond_by
from zhanqun.core.casework.states import CASE
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation.errors import DomainError


class ReasonMissing(DomainError):
    code = "casework.reason_missing"
    message = _("请写明理由。")


class UnitClosed(DomainError):
    code = "casework.unit_closed"
    message = _("“{unit}”已经撤并，请改选承接单位。")


class AlreadyThere(DomainError):
    code = "casework.already_there"
    message = _("这件已经由“{unit}”办理，请改选其他单位。")


class NotOfUnit(DomainError):
    code = "casework.not_of_unit"
    message = _("{person}不是“{unit}”的承办人员，请改选，或者请安全管理员任职。")


class ToTheAccused(DomainError):
    """Source: 《信访工作条例》第三十条."""

    code = "casework.to_the_accused"
    message = _("“{unit}”属于被反映单位，保密件不能交其办理，请改选。")


@transaction.atomic
def offer(*, uid: UUID, to: Unit, reason: str, by: User, now: datetime) -> Case:
    """Offer a case to a unit, which accepts or refuses it (交办、转办).

    A unit that passes on says why; what was passed on or back twice goes to the office, which
    decides. Raises NotAllowed, IllegalMove, UnitClosed, AlreadyThere, ReasonMissing.
    """
    case = lock(uid)
    policies.check_may_offer(by, case)
    CASE.target("offer", case.state)
    _check_fit(case, to)
    if case.unit_id == to.pk:
        raise AlreadyThere(unit=to)
    if case.unit_id is not None:
        check_reason(reason)
    passed_on = case.unit_id is not None and not policies.is_office(by, case)
    if passed_on and standing_of(case).handovers >= HANDOVERS_MOST:
        facts: dict[str, object] = {"to": to.pk}
        record(case, EventKind.DISPUTED, by=by, at=now, facts=facts, note=reason)
        telling.disputed(case, now)
    else:
        facts = {"to": to.pk, "respond_by": respond_by(case, now)}
        record(case, EventKind.OFFERED, by=by, at=now, facts=facts, note=reason)
        telling.offered(case, now)
    return case


@transaction.atomic
def accept(*, uid: UUID, by: User, now: datetime) -> Case:
    """Take what is offered (签收). Raises NotAllowed, IllegalMove."""
    case = lock(uid)
    CASE.target("accept", case.state)
    policies.check_may_respond(by, case)
    record(case, EventKind.ACCEPTED, by=by, at=now)
    telling.settled(case, now)
    return case


@transaction.atomic
def refuse(*, uid: UUID, reason: str, by: User, now: datetime) -> Case:
    """Give back what is offered, with the reason; the second time the office decides (退回).

    Raises NotAllowed, IllegalMove, ReasonMissing.
    """
    case = lock(uid)
    CASE.target(refusal_of(standing_of(case)) if case.offered_to_id else "refuse", case.state)
    policies.check_may_respond(by, case)
    check_reason(reason)
    facts = {"unit": case.offered_to_id}
    record(case, EventKind.REFUSED, by=by, at=now, facts=facts, note=reason)
    telling.refused(case, reason, now)
    return case


@transaction.atomic
def decide(*, uid: UUID, unit: Unit, reason: str, by: User, now: datetime) -> Case:
    """The office says who handles it; that is not to be refused (裁定、指定承办单位).

    Raises NotAllowed, IllegalMove, UnitClosed, ReasonMissing.
    """
    case = lock(uid)
    policies.check_is_office(by, case)
    CASE.target("decide", case.state)
    _check_fit(case, unit)
    check_reason(reason)
    record(case, EventKind.DECIDED, by=by, at=now, facts={"unit": unit.pk}, note=reason)
    telling.decided(case, now)
    return case


@transaction.atomic
def hand_over(*, uid: UUID, office: Unit, reason: str, by: User, now: datetime) -> Case:
    """Another office answers for it from now on, and begins with it; the clock runs on (移交).

    Raises NotAllowed, IllegalMove, UnitClosed, AlreadyThere, ReasonMissing.
    """
    case = lock(uid)
    policies.check_is_office(by, case)
    CASE.target("hand_over", case.state)
    _check_fit(case, office)
    if case.office_id == office.pk:
        raise AlreadyThere(unit=office)
    check_reason(reason)
    note_if_late(case, now)
    before, case.office = case.office_id, office
    case.save(update_fields=["office"])
    facts = {"before": before, "after": office.pk, "respond_by": respond_by(case, now)}
    record(case, EventKind.HANDED_OVER, by=by, at=now, facts=facts, note=reason)
    telling.settled(case, now)
    telling.opened(case, now)
    return case


@transaction.atomic
def assign(*, uid: UUID, holder: User, by: User, now: datetime) -> Case:
    """Name the person who handles it (指定承办人), or take it oneself.

    Raises NotAllowed, IllegalMove, NotOfUnit.
    """
    case = lock(uid)
    CASE.target("assign", case.state)
    policies.check_may_assign(by, case, holder)
    if not policies.is_handler(holder, case.unit):
        raise NotOfUnit(person=holder, unit=case.unit)
    if case.holder_id != holder.pk:
        record(case, EventKind.ASSIGNED, by=by, at=now, facts={"holder": holder.pk})
        telling.assigned(case, by, now)
    return case


@transaction.atomic
def join(*, uid: UUID, unit: Unit, reason: str, by: User, now: datetime) -> Case:
    """Ask a further unit to help; the case's own unit leads (协办、主办).

    Raises NotAllowed, IllegalMove, UnitClosed, AlreadyThere.
    """
    case = lock(uid)
    CASE.target("join", case.state)
    policies.check_may_offer(by, case)
    _check_fit(case, unit)
    if unit.pk in (case.unit_id, *standing_of(case).joint):
        raise AlreadyThere(unit=unit)
    record(case, EventKind.JOINED, by=by, at=now, facts={"unit": unit.pk}, note=reason)
    telling.joined(case, unit, now)
    return case


@transaction.atomic
def opine(*, uid: UUID, unit: Unit, opinion: str, by: User, now: datetime) -> Case:
    """What a helping unit says, for the lead to use (协办意见). Raises NotAllowed, IllegalMove."""
    case = lock(uid)
    CASE.target("opine", case.state)
    policies.check_may_opine(by, case, unit)
    if unit.pk not in standing_of(case).joint:
        raise NotOfUnit(person=by, unit=unit)
    check_reason(opinion)
    record(case, EventKind.OPINED, by=by, at=now, facts={"unit": unit.pk}, note=opinion)
    telling.opined(case, unit, now)
    return case


@transaction.atomic
def urge(*, uid: UUID, words: str, by: User | None, now: datetime) -> Case:
    """The office, or the writer (None), asks to hurry (催办). Raises NotAllowed, IllegalMove."""
    case = lock(uid)
    policies.check_may_urge(by, case)
    CASE.target("close", case.state)
    event = record(case, EventKind.URGED, by=by, at=now, note=words)
    telling.urged(case, event, now)
    return case


def _check_fit(case: Case, unit: Unit) -> None:
    if unit.closed_on is not None:
        raise UnitClosed(unit=unit)
    accused = case.concerns
    if case.is_confidential and accused and unit.path.startswith(accused.path):
        raise ToTheAccused(unit=unit)


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing
