"""Who enters notices on holidays (工作日历权限). What they say is public: everyone reads."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, ScopeKind, Unit, UnitKind

# The supervising office answers for every date that follows.
KEEPERS = (Role.SUPERVISOR,)


def check_may_keep(by: Any, unit: Unit | None) -> None:
    """The supervisor of the uppermost unit for the nation's calendar, of a unit for its own; None
    is the system itself."""
    if by is not None:
        units.check(by, KEEPERS, _scopes(unit), act=_("录入放假通知"))


def may_keep(user: Any, unit: Unit | None = None) -> bool:
    return units.rights_of(user).holds(KEEPERS, _scopes(unit))


def check_may_keep_any(by: Any) -> None:
    units.check_anywhere(by, KEEPERS, act=_("录入放假通知"))


def may_keep_any(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(KEEPERS)


def units_kept(user: Any) -> QuerySet[Unit]:
    """Governments whose regions the person may give days of their own."""
    covered = units.units_covered(user, KEEPERS)
    rows = Unit.objects.filter(pk__in=covered, closed_on=None, kind=UnitKind.GOVERNMENT)
    return rows.order_by("path")


def _scopes(unit: Unit | None) -> set[units.Scope]:
    if unit is not None:
        return units.unit_scopes(unit)
    top = Unit.objects.filter(depth=1).values_list("pk", flat=True)
    return {(ScopeKind.UNIT.value, key) for key in top}
