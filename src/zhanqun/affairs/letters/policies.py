"""Who may do what with letters (来信权限): who works on the case, by its own rules."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit

# Who keeps mailboxes, and decides what is public.
OFFICE = (Role.CASE_OFFICE,)
HEADS = (Role.CASE_HEAD,)
HANDLERS = (Role.CASE_HANDLER, Role.CASE_HEAD)
OVERSEERS = (Role.SUPERVISOR,)
READERS = (*HANDLERS, *OFFICE, *OVERSEERS)
# Who writes questions for the library, and who lets them be public.
KEEPERS = (*HANDLERS, *OFFICE)
QUESTION_PUBLISHERS = (*HEADS, *OFFICE)


def works_here(user: Any) -> bool:
    return units.rights_of(user).holds_anywhere(READERS)


def check_works_here(user: Any) -> None:
    units.check_anywhere(user, READERS, act=_("查看来信"))


def is_office(user: Any, unit: Any) -> bool:
    return units.rights_of(user).holds(OFFICE, units.unit_scopes(unit))


def check_may_keep_question(by: Any, unit: Unit) -> None:
    """Whoever answers letters for the unit, and its office."""
    units.check(by, KEEPERS, units.unit_scopes(unit), act=_("编写问答"))


def check_may_publish_question(by: Any, unit: Unit) -> None:
    """The head of the unit; where it was merged away, the office above it."""
    units.check(by, QUESTION_PUBLISHERS, units.unit_scopes(unit), act=_("公开、复核问答"))


def may_publish_question(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(QUESTION_PUBLISHERS, units.unit_scopes(unit))


def may_keep_question(user: Any, unit: Unit) -> bool:
    return units.rights_of(user).holds(KEEPERS, units.unit_scopes(unit))
