"""Who may do what with letters (来信权限): who works on the case, by its own rules."""

from typing import Any

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role

# Who keeps mailboxes, and decides what is public.
OFFICE = (Role.CASE_OFFICE,)


def is_office(user: Any, unit: Any) -> bool:
    return units.rights_of(user).holds(OFFICE, units.unit_scopes(unit))
