"""Reading units, people and appointments."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from zhanqun.core.audit import api as audit
from zhanqun.core.units import guard
from zhanqun.core.units.models import Appointment, Unit, User
from zhanqun.core.units.roles import Role

_OFFICE = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.SUPERVISOR)


def units_open(on: date) -> QuerySet[Unit]:
    """Units that exist on a day, in tree order. Names of units are public."""
    return Unit.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on)).order_by("path")


def appointments_visible_to(user: Any) -> QuerySet[Appointment]:
    """All for the administrators and supervisors, their own for everyone else (任职名册)."""
    rows = Appointment.objects.select_related("user__unit", "deputy").order_by("-id")
    if guard.rights_of(user).holds_anywhere(_OFFICE):
        return rows
    return rows.filter(Q(user_id=user.pk) | Q(deputy_id=user.pk))


def users_visible_to(user: Any) -> QuerySet[User]:
    """All for the administrators, colleagues of one's own unit for everyone else."""
    rows = User.objects.select_related("unit").order_by("username")
    if guard.rights_of(user).holds_anywhere(_OFFICE):
        return rows
    return rows.filter(unit_id=user.unit_id, unit__isnull=False)


def holders(role: Role, covering: Collection[guard.Scope], on: date) -> QuerySet[User]:
    """Who holds a role at a place on a day, deputies included (任职人员)."""
    at_place = Q(pk__in=[])
    for kind, key in covering:
        at_place |= Q(scope_kind=kind, scope_id=key)
    terms = Appointment.objects.filter(at_place, role=role, valid_from__lte=on).filter(
        Q(valid_until=None) | Q(valid_until__gte=on)
    )
    return User.objects.filter(
        Q(pk__in=terms.values("user_id")) | Q(pk__in=terms.values("deputy_id")), is_active=True
    )


def trail_for(user: Any, entries: QuerySet[audit.Entry]) -> QuerySet[audit.Entry]:
    """The trail as units let it be read: all for audit administrators, own acts for others."""
    rights = guard.rights_of(user)
    if rights.holds_anywhere([Role.AUDIT_ADMIN]):
        return entries
    return entries.filter(actor_id=user.pk) if rights.scopes else entries.none()
