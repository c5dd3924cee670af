"""Reading units, people and appointments."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from zhanqun.core.audit import api as audit
from zhanqun.core.units import guard
from zhanqun.core.units.models import Absence, Appointment, Unit, User
from zhanqun.core.units.posts import running
from zhanqun.core.units.roles import Role
from zhanqun.foundation import clock

# Each administrator sees the own part: system opens accounts, security empowers, audit reads the
# trail alone. Source: GB/T 22239-2019, 8.1.5.
_SEE_ACCOUNTS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.SUPERVISOR)
_SEE_APPOINTMENTS = (Role.SECURITY_ADMIN, Role.SUPERVISOR)


def units_open(on: date) -> QuerySet[Unit]:
    """Units that exist on a day, in tree order. Names of units are public."""
    return Unit.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on)).order_by("path")


def appointments_visible_to(user: Any) -> QuerySet[Appointment]:
    """All for security administrators and supervisors, their own for everyone else (任职名册)."""
    rows = Appointment.objects.select_related("user__unit", "deputy").order_by("-id")
    if guard.rights_of(user).holds_anywhere(_SEE_APPOINTMENTS):
        return rows
    return rows.filter(Q(user_id=user.pk) | Q(deputy_id=user.pk))


def users_visible_to(user: Any) -> QuerySet[User]:
    """All for system and security administrators and supervisors, colleagues of one's own unit
    for everyone else."""
    rows = User.objects.select_related("unit").order_by("username")
    if guard.rights_of(user).holds_anywhere(_SEE_ACCOUNTS):
        return rows
    return rows.filter(unit_id=user.unit_id, unit__isnull=False)


def absences_visible_to(user: Any) -> QuerySet[Absence]:
    """All for security administrators and supervisors; for everyone else their own, and of those
    they deputise for or whose posts they manage (请假外出)."""
    rows = Absence.objects.select_related("person__unit", "set_by").order_by("-id")
    rights = guard.rights_of(user)
    if rights.holds_anywhere(_SEE_APPOINTMENTS):
        return rows
    mine = Q(deputy_id=user.pk)
    mine |= Q(scope_kind="site", scope_id__in=rights.ids([Role.SITE_MANAGER], "site"))
    mine |= Q(scope_kind="unit", scope_id__in=guard.units_covered(user, [Role.SITE_MANAGER]))
    posts = running(clock.day_of(clock.now())).filter(mine)
    return rows.filter(Q(person_id=user.pk) | Q(person__in=posts.values("user_id")))


def trail_for(user: Any, entries: QuerySet[audit.Entry]) -> QuerySet[audit.Entry]:
    """The trail as units let it be read: all for audit administrators, own acts for others."""
    rights = guard.rights_of(user)
    if rights.holds_anywhere([Role.AUDIT_ADMIN]):
        return entries
    return entries.filter(actor_id=user.pk) if rights.scopes else entries.none()
