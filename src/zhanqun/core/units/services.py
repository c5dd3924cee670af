"""Writing units, people and appointments."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.core.audit import api as audit
from zhanqun.core.units import guard, passwords
from zhanqun.core.units.models import Appointment, Unit, User
from zhanqun.core.units.roles import SEPARATED, Role
from zhanqun.core.units.rules import check_email
from zhanqun.foundation.errors import DomainError


class AdminsMustDiffer(DomainError):
    """三员分立: system, security and audit administration are three persons."""

    code = "units.admins_must_differ"
    message = _("{person}已任{held}，系统、安全、审计管理员不得由同一人兼任。")


class TermEndsBeforeStart(DomainError):
    code = "units.term_ends_before_start"
    message = _("任期止日{until}早于起日{start}。")


class DeputyIsHolder(DomainError):
    code = "units.deputy_is_holder"
    message = _("B角不能是本人。")


class UnitClosed(DomainError):
    code = "units.closed"
    message = _("{unit}已撤并。")
    status = 409


class UnitHasUnits(DomainError):
    code = "units.has_units"
    message = _("{unit}下还有单位，请先撤并下级单位。")
    status = 409


@transaction.atomic
def add_unit(*, parent: Unit | None, by: User | None, now: datetime, **facts: Any) -> Unit:
    """Add a unit below `parent`, or a root (新增单位). Raises NotAllowed, ValidationError."""
    facts["credit_code"] = facts.get("credit_code") or None
    if by is not None:
        guard.check_anywhere(by, [Role.SYSTEM_ADMIN], act=_("新增单位"))
    unit = Unit(**facts)
    unit.clean_fields(exclude=["path", "depth", "numchild"])
    unit = parent.add_child(instance=unit) if parent else Unit.add_root(instance=unit)
    audit.record("units.added", unit, by=by, at=now, after=facts)
    return unit


@transaction.atomic
def close_unit(*, unit: Unit, on: date, successor: Unit | None, by: User, now: datetime) -> Unit:
    """Close a unit that was merged or abolished (撤并单位): appointments in it end that day, and
    those that would begin later are dropped.

    Units below are closed or moved first. Raises NotAllowed, UnitHasUnits, UnitClosed.
    """
    guard.check_anywhere(by, [Role.SYSTEM_ADMIN], act=_("撤并单位"))
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.closed_on:
        raise UnitClosed(unit=unit)
    if unit.get_descendants().filter(closed_on=None).exists():
        raise UnitHasUnits(unit=unit)
    unit.closed_on, unit.successor = on, successor
    unit.save(update_fields=["closed_on", "successor"])
    terms = Appointment.objects.filter(scope_kind="unit", scope_id=unit.pk)
    running = terms.filter(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)
    ended = running.update(valid_until=on)
    dropped, _by_model = terms.filter(valid_from__gt=on).delete()
    after = {"closed_on": on, "successor": successor, "ended": ended, "dropped": dropped}
    audit.record("units.closed", unit, by=by, at=now, after=after)
    return unit


@transaction.atomic
def add_user(
    *,
    username: str,
    name: str,
    unit: Unit | None,
    password: str | None,
    by: User | None,
    now: datetime,
    is_one_time: bool = False,
) -> User:
    """Open an account without any right (开户).

    password: None for an account that nobody can log in to. is_one_time: it must be changed after
    the first login. Raises NotAllowed, ValidationError.
    """
    if by is not None:
        guard.check_anywhere(by, [Role.SYSTEM_ADMIN], act=_("开户"))
    user = User(username=username, name=name, unit=unit, password_set_at=now)
    if is_one_time and password:
        user.password = passwords.one_time(password)
    else:
        user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    audit.record("units.user_added", user, by=by, at=now, after={"username": username})
    return user


@transaction.atomic
def appoint(
    *,
    user: User,
    role: Role,
    scope: guard.Scope,
    valid_from: date,
    by: User | None,
    now: datetime,
    valid_until: date | None = None,
    deputy: User | None = None,
) -> Appointment:
    """Give a role in a scope for a term (任职).

    by: a security administrator; None only while an installation is set up.
    Raises NotAllowed, AdminsMustDiffer, TermEndsBeforeStart, UnitClosed.
    """
    if by is not None:
        guard.check_anywhere(by, [Role.SECURITY_ADMIN], act=_("任职授权"))
    people = [person for person in (user, deputy) if person is not None]
    list(User.objects.select_for_update().filter(pk__in=[p.pk for p in people]).order_by("pk"))
    if valid_until is not None and valid_until < valid_from:
        raise TermEndsBeforeStart(start=valid_from, until=valid_until)
    _check_unit_open(scope, valid_from)
    for person in people:
        _check_admins_apart(person, role, valid_from, valid_until)
    appointment = Appointment.objects.create(
        user=user,
        role=role,
        scope_kind=scope[0],
        scope_id=scope[1],
        valid_from=valid_from,
        valid_until=valid_until,
        deputy=deputy,
    )
    for person in people:
        guard.forget_rights(person)
    after = {"role": role, "scope": list(scope), "from": valid_from, "until": valid_until}
    after |= {"deputy": deputy}
    audit.record("units.appointed", appointment, by=by, at=now, after=after)
    return appointment


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, last_day: date, by: User, now: datetime
) -> Appointment:
    """Let a term end on `last_day`; its rights end with it (免职)."""
    guard.check_anywhere(by, [Role.SECURITY_ADMIN], act=_("免职"))
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    before = {"until": appointment.valid_until}
    if last_day < appointment.valid_from:
        raise TermEndsBeforeStart(start=appointment.valid_from, until=last_day)
    appointment.valid_until = last_day
    appointment.save(update_fields=["valid_until"])
    audit.record(
        "units.appointment_ended",
        appointment,
        by=by,
        at=now,
        before=before,
        after={"until": last_day},
    )
    return appointment


@transaction.atomic
def set_deputy(
    *, appointment: Appointment, deputy: User | None, by: User, now: datetime
) -> Appointment:
    """Name, change or drop the deputy of an appointment (设B角). The term stays as it is.

    Raises NotAllowed, DeputyIsHolder, AdminsMustDiffer.
    """
    guard.check_anywhere(by, [Role.SECURITY_ADMIN], act=_("设B角"))
    if deputy is not None:
        User.objects.select_for_update().get(pk=deputy.pk)
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if deputy is not None:
        if deputy.pk == appointment.user_id:
            raise DeputyIsHolder
        _check_admins_apart(
            deputy, Role(appointment.role), appointment.valid_from, appointment.valid_until
        )
    before = {"deputy": appointment.deputy}
    appointment.deputy = deputy
    appointment.save(update_fields=["deputy"])
    after = {"deputy": deputy}
    audit.record("units.deputy_set", appointment, by=by, at=now, before=before, after=after)
    return appointment


@transaction.atomic
def set_email(*, user: User, email: str, by: User, now: datetime) -> User:
    """Set where a person gets mail (设邮箱): the person, or a system administrator for others.

    Raises NotAllowed, EmailInvalid, EmailElsewhere.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if by.pk != user.pk:
        guard.check_anywhere(by, [Role.SYSTEM_ADMIN], act=_("修改他人的邮箱"))
    email = email.strip()
    if email:
        check_email(email, settings.ZHANQUN_MAIL_DOMAINS)
    if email == user.email:
        return user
    before, user.email = {"email": user.email}, email
    user.save(update_fields=["email"])
    audit.record("units.email_set", user, by=by, at=now, before=before, after={"email": email})
    return user


def _check_unit_open(scope: guard.Scope, day: date) -> None:
    if scope[0] != "unit":
        return
    unit = Unit.objects.get(pk=scope[1])
    if unit.closed_on and unit.closed_on <= day:
        raise UnitClosed(unit=unit)


def _check_admins_apart(person: User, role: Role, start: date, until: date | None) -> None:
    if role not in SEPARATED:
        return
    clash = Appointment.objects.filter(
        Q(user=person) | Q(deputy=person), Q(valid_until=None) | Q(valid_until__gte=start)
    ).filter(role__in=[r for r in SEPARATED if r != role])
    if until is not None:
        clash = clash.filter(valid_from__lte=until)
    held = clash.first()
    if held:
        raise AdminsMustDiffer(person=person, held=held.get_role_display())
