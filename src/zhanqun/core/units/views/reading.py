"""What the desk pages of this room read."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from wagtail import hooks

from zhanqun.core.units import guard
from zhanqun.core.units.models import Unit, User
from zhanqun.core.units.posts import running
from zhanqun.core.units.queries import users_visible_to
from zhanqun.core.units.roles import Role, ScopeKind

# Sites and columns live in upper rooms; these hooks name them and offer them as scopes:
# functions (ids by kind) -> {scope: name}, and () -> [(group, [(scope, name)])].
NAMES_HOOK = "name_appointment_scopes"
OFFERS_HOOK = "offer_appointment_scopes"

Named = dict[guard.Scope, str]


def names_of(scopes: Iterable[guard.Scope]) -> Named:
    """What appointments' scopes are called; one that is gone is called by its number."""
    wanted = set(scopes)
    ids = [key for kind, key in wanted if kind == ScopeKind.UNIT]
    found: Named = {
        (ScopeKind.UNIT.value, unit.pk): unit.name for unit in Unit.objects.filter(pk__in=ids)
    }
    for name in hooks.get_hooks(NAMES_HOOK):
        found |= name(wanted)
    return {scope: found.get(scope, f"{scope[0]} {scope[1]}") for scope in wanted}


def scopes_on_offer(open_units: Collection[Unit]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every place where a role can hold, in groups, as choices of a form: "unit:12"."""
    groups = [
        (
            str(ScopeKind.UNIT.label),
            [(f"unit:{unit.pk}", f"{'　' * (unit.depth - 1)}{unit.name}") for unit in open_units],
        )
    ]
    for offer in hooks.get_hooks(OFFERS_HOOK):
        groups += offer()
    return groups


def parse_scope(text: str) -> guard.Scope:
    kind, _separator, key = text.partition(":")
    return kind, int(key)


def people_to_appoint(user: Any) -> QuerySet[User]:
    """Active accounts that the person may see."""
    return users_visible_to(user).filter(is_active=True).order_by("unit__path", "name")


def people_to_send_away(user: User, on: date) -> QuerySet[User]:
    """Of whom the person may say that they are away: themselves, and see `absences.may_set`."""
    rights = guard.rights_of(user)
    if rights.holds_anywhere([Role.SECURITY_ADMIN]):
        return people_to_appoint(user)
    mine = Q(scope_kind="site", scope_id__in=rights.ids([Role.SITE_MANAGER], "site"))
    mine |= Q(scope_kind="unit", scope_id__in=guard.units_covered(user, [Role.SITE_MANAGER]))
    managed = running(on).filter(mine).values("user_id")
    rows = User.objects.filter(Q(pk=user.pk) | Q(pk__in=managed), is_active=True)
    return rows.select_related("unit").order_by("unit__path", "name")
