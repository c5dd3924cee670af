"""Who holds a post where, who is away, and who stands in (任职、在岗、代班).

The guard asks what one person may do; this asks the other way round, for notices and tasks.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhanqun.core.units import guard
from zhanqun.core.units.models import Absence, Appointment, User


def running(on: date) -> QuerySet[Appointment]:
    """Appointments that hold on a day."""
    return Appointment.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on
    )


def away_on(day: date) -> QuerySet[Absence]:
    """Absences that hold on a day."""
    return Absence.objects.filter(ended_at=None, starts_on__lte=day, ends_on__gte=day)


def people_holding(
    roles: Collection[str], covering: Collection[guard.Scope], on: date
) -> QuerySet[User]:
    """Who holds one of the roles at a place on a day, deputies included (任职人员)."""
    terms = _at(roles, covering, on)
    return User.objects.filter(
        Q(pk__in=terms.values("user_id")) | Q(pk__in=terms.values("deputy_id")), is_active=True
    )


def people_on_duty(
    roles: Collection[str], covering: Collection[guard.Scope], on: date
) -> list[User]:
    """Whom to turn to for one of the roles at a place on a day (在岗人员).

    Of each post its holder; where the holder is away, the deputy; where the deputy is away too or
    there is none, the holder after all, so that no post is left out.
    """
    terms = list(_at(roles, covering, on).select_related("user", "deputy").order_by("id"))
    away = set(away_on(on).values_list("person_id", flat=True)) if terms else set()
    found = {person.pk: person for term in terms if (person := _on_duty(term, away))}
    return list(found.values())


def _on_duty(term: Appointment, away: set[int]) -> User | None:
    candidates = [person for person in (term.user, term.deputy) if person and person.is_active]
    present = [person for person in candidates if person.pk not in away]
    return next(iter([*present, *candidates]), None)


def principal_of(
    user: User, roles: Collection[str], covering: Collection[guard.Scope], on: date
) -> User | None:
    """For whom `user` acts at a place as a deputy; None for who holds a role there (代谁办理)."""
    terms = _at(roles, covering, on)
    mine = terms.filter(Q(user=user) | Q(deputy=user)).select_related("user").order_by("id")
    held = list(mine)
    if not held or any(term.user_id == user.pk for term in held):
        return None
    away = set(away_on(on).values_list("person_id", flat=True))
    return next((term.user for term in held if term.user_id in away), held[0].user)


def is_deputy(user: User, on: date) -> bool:
    """Whether a person is anyone's deputy on a day."""
    return running(on).filter(deputy=user).exists()


def people_in_office(on: date) -> QuerySet[User]:
    """Active people who hold any post on a day, as holder or deputy (在任人员)."""
    terms = running(on)
    held = Exists(terms.filter(user=OuterRef("pk"))) | Exists(terms.filter(deputy=OuterRef("pk")))
    return User.objects.filter(held, is_active=True)


def deputies_of(people: Iterable[User], on: date) -> dict[int, list[Appointment]]:
    """The running posts of people, with their deputies, by person."""
    found: dict[int, list[Appointment]] = {}
    terms = running(on).filter(user__in=list(people)).select_related("deputy").order_by("id")
    for term in terms:
        found.setdefault(term.user_id, []).append(term)
    return found


def _at(
    roles: Collection[str], covering: Collection[guard.Scope], on: date
) -> QuerySet[Appointment]:
    at_place = Q(pk__in=[])
    for kind, key in covering:
        at_place |= Q(scope_kind=kind, scope_id=key)
    return running(on).filter(at_place, role__in=[str(role) for role in roles])
