"""The guard: who may do what where (权限守卫). Every policy of every room asks here.

Rights come from appointments valid on the day asked, own or deputed. A place is described by
the scopes that cover it: its unit and the units above, its site, its column and the columns
above. A role held in any covering scope holds at the place.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.core.units.models import Appointment, Unit, User
from zhanqun.core.units.roles import Role, ScopeKind
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import once
from zhanqun.foundation.errors import DomainError

Scope = tuple[str, int]


class NotAllowed(DomainError):
    """The person has no role that covers the place."""

    code = "units.not_allowed"
    message = _("您没有“{act}”的权限。如职责有变动，请联系安全管理员。")
    status = 403


@dataclass(frozen=True)
class Rights:
    """The roles of one person on one day: role -> scopes."""

    scopes: dict[str, set[Scope]] = field(default_factory=dict)
    _covered: dict[frozenset[str], frozenset[int]] = field(default_factory=dict, compare=False)

    def holds(self, roles: Collection[str], covering: Iterable[Scope]) -> bool:
        held: set[Scope] = set()
        for role in roles:
            held |= self.scopes.get(role, set())
        return not held.isdisjoint(covering)

    def holds_anywhere(self, roles: Collection[str]) -> bool:
        return any(self.scopes.get(role) for role in roles)

    def ids(self, roles: Collection[str], kind: str) -> set[int]:
        """Ids of the scopes of one kind in which any of the roles is held."""
        return {key for role in roles for k, key in self.scopes.get(role, set()) if k == kind}


NOTHING = Rights()


def rights_of(user: Any, on: date | None = None) -> Rights:
    """The rights of `user` on a day (today by default), read once per user object and day."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOTHING
    day = on or clock.day_of(clock.now())
    # Of a request's lazy user, attributes reach the user itself; `__dict__` would not.
    cache: dict[date, Rights] | None = getattr(user, "_rights", None)
    if cache is None:
        cache = user._rights = {}
    if day not in cache:
        cache[day] = _read_rights(user, day)
    return cache[day]


def forget_rights(user: User) -> None:
    """Drop what `rights_of` remembered on this user object."""
    if hasattr(user, "_rights"):
        del user._rights


def _read_rights(user: User, day: date) -> Rights:
    rows = Appointment.objects.filter(
        Q(user=user) | Q(deputy=user),
        Q(valid_until=None) | Q(valid_until__gte=day),
        valid_from__lte=day,
    ).values_list("role", "scope_kind", "scope_id")
    scopes: dict[str, set[Scope]] = defaultdict(set)
    for role, kind, key in rows:
        scopes[role].add((kind, key))
    return Rights(dict(scopes))


def unit_scopes(unit: Unit | None) -> set[Scope]:
    """The scopes that cover a unit: itself and every unit above, read once per unit object."""
    if unit is None:
        return set()
    cache: dict[str, frozenset[Scope]] = unit.__dict__.setdefault("_scopes", {})
    if unit.path not in cache:
        cache[unit.path] = once(("unit scopes", unit.path), partial(_read_scopes, unit.path))
    return set(cache[unit.path])


def _read_scopes(path: str) -> frozenset[Scope]:
    paths = [path[:end] for end in range(Unit.steplen, len(path) + 1, Unit.steplen)]
    above = Unit.objects.filter(path__in=paths).values_list("id", flat=True)
    return frozenset((ScopeKind.UNIT.value, key) for key in above)


def units_covered(user: Any, roles: Collection[str]) -> set[int]:
    """Ids of the units where `user` holds one of the roles, units below included.

    Read once for the same rights, as a list asks for them again and again.
    """
    rights, asked = rights_of(user), frozenset(roles)
    if asked not in rights._covered:
        rights._covered[asked] = _covered_by(rights.ids(roles, ScopeKind.UNIT))
    return set(rights._covered[asked])


def _covered_by(held: set[int]) -> frozenset[int]:
    if not held:
        return frozenset()
    below = Q(pk__in=[])
    for path in Unit.objects.filter(pk__in=held).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return frozenset(Unit.objects.filter(below).values_list("id", flat=True))


def check(user: Any, roles: Collection[str], covering: Iterable[Scope], *, act: Any) -> None:
    """Raise NotAllowed unless `user` holds one of the roles in a covering scope."""
    if not rights_of(user).holds(roles, covering):
        raise NotAllowed(act=act)


def check_anywhere(user: Any, roles: Collection[Role], *, act: Any) -> None:
    """Raise NotAllowed unless `user` holds one of the roles somewhere."""
    if not rights_of(user).holds_anywhere(roles):
        raise NotAllowed(act=act)
