"""Being away, and who may say so (请假外出与代班)."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.audit import api as audit
from zhanqun.core.units import guard
from zhanqun.core.units.models import Absence, Unit, User
from zhanqun.core.units.posts import running
from zhanqun.core.units.roles import Role, ScopeKind
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.registries import Registry

# Upper rooms hear, inside the transaction, that somebody will be away: `notices` tells deputies.
absence_set: Registry[Callable[[Absence, User, datetime], None]] = Registry("absence set")


class AbsenceBackward(DomainError):
    code = "units.absence_backward"
    message = _("结束日期{until}早于开始日期{start}。")


class AbsencePast(DomainError):
    code = "units.absence_past"
    message = _("结束日期已过，请填今天或以后的日期。")


class AbsenceOverlaps(DomainError):
    code = "units.absence_overlaps"
    message = _("{person}在这段时间已有请假外出（{other}），请先销假或改日期。")
    status = 409


class NothingToDeputise(DomainError):
    code = "units.nothing_to_deputise"
    message = _("{person}没有在任的职务，不用登记。")


@transaction.atomic
def set_absence(
    *, person: User, starts_on: date, ends_on: date, note: str, by: User, now: datetime
) -> Absence:
    """Say that a person is away (请假外出登记); the deputies of the posts stand in.

    By the person, a security administrator, or a manager of a site where the person has a post.
    Raises NotAllowed, AbsenceBackward, AbsencePast, AbsenceOverlaps, NothingToDeputise.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    today = clock.day_of(now)
    if not may_set(by, person, today):
        raise guard.NotAllowed(act=_("登记他人请假外出"))
    _check_days(person, starts_on, ends_on, today)
    absence = Absence.objects.create(
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        note=note.strip()[:100],
        set_by=by,
        set_at=now,
    )
    after = {"person": person, "from": starts_on, "until": ends_on}
    audit.record("units.absence_set", absence, by=by, at=now, after=after, reason=absence.note)
    for _name, handler in absence_set:
        handler(absence, by, now)
    return absence


@transaction.atomic
def end_absence(*, uid: UUID, by: User, now: datetime) -> Absence:
    """The person is back, or does not go after all (销假). Pressed twice it is one act."""
    absence = Absence.objects.select_for_update(of=("self",)).select_related("person").get(uid=uid)
    if not may_set(by, absence.person, clock.day_of(now)):
        raise guard.NotAllowed(act=_("为他人销假"))
    if absence.ended_at is None:
        absence.ended_at = now
        absence.save(update_fields=["ended_at"])
        audit.record("units.absence_ended", absence, by=by, at=now)
    return absence


def may_set(by: User, person: User, on: date) -> bool:
    """Oneself; security administrators; site managers who cover a post of the person."""
    rights = guard.rights_of(by)
    if by.pk == person.pk:
        return bool(rights.scopes)
    if rights.holds_anywhere([Role.SECURITY_ADMIN]):
        return True
    if not rights.holds_anywhere([Role.SITE_MANAGER]):
        return False
    posts = running(on).filter(user=person).values_list("scope_kind", "scope_id")
    return any(rights.holds([Role.SITE_MANAGER], _covering(scope)) for scope in posts)


def _check_days(person: User, starts_on: date, ends_on: date, today: date) -> None:
    if ends_on < starts_on:
        raise AbsenceBackward(start=starts_on, until=ends_on)
    if ends_on < today:
        raise AbsencePast
    if not running(today).filter(user=person).exists():
        raise NothingToDeputise(person=person)
    other = Absence.objects.filter(
        person=person, ended_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on
    ).first()
    if other is not None:
        raise AbsenceOverlaps(person=person, other=f"{other.starts_on}—{other.ends_on}")


def _covering(scope: guard.Scope) -> set[guard.Scope]:
    if scope[0] != ScopeKind.UNIT:
        return {scope}
    return guard.unit_scopes(Unit.objects.filter(pk=scope[1]).first())
