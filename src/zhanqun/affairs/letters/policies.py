"""Who may do what with letters (来信权限): who works on the case, by its own rules."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role

# Who keeps mailboxes, and decides what is public.
OFFICE = (Role.CASE_OFFICE,)
HEADS = (Role.CASE_HEAD,)
HANDLERS = (Role.CASE_HANDLER, Role.CASE_HEAD)
OVERSEERS = (Role.SUPERVISOR,)
READERS = (*HANDLERS, *OFFICE, *OVERSEERS)


def works_here(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(READERS)


def check_works_here(user: Any) -> None:
    units.check_anywhere(user, READERS, act=_("查看来信"))


def is_office(user: Any, unit: Any) -> bool:
    return units.rights_of(user).holds(OFFICE, units.unit_scopes(unit))
