"""Units, people, appointments and the guard (单位、人员、任职、权限)."""

from zhanqun.core.units.guard import (
    NotAllowed,
    Rights,
    Scope,
    check,
    check_anywhere,
    forget_rights,
    rights_of,
    unit_scopes,
    units_covered,
)
from zhanqun.core.units.models import Appointment, Unit, UnitKind, User
from zhanqun.core.units.passwords import change_password, new_password, reset_password
from zhanqun.core.units.queries import (
    appointments_visible_to,
    holders,
    units_open,
    users_visible_to,
)
from zhanqun.core.units.roles import COLUMN_EDITORS, SEPARATED, WRITERS, Role, ScopeKind
from zhanqun.core.units.services import (
    AdminsMustDiffer,
    add_unit,
    add_user,
    appoint,
    close_unit,
    end_appointment,
)

__all__ = [
    "COLUMN_EDITORS",
    "SEPARATED",
    "WRITERS",
    "AdminsMustDiffer",
    "Appointment",
    "NotAllowed",
    "Rights",
    "Role",
    "Scope",
    "ScopeKind",
    "Unit",
    "UnitKind",
    "User",
    "add_unit",
    "add_user",
    "appoint",
    "appointments_visible_to",
    "change_password",
    "check",
    "check_anywhere",
    "close_unit",
    "end_appointment",
    "forget_rights",
    "holders",
    "new_password",
    "reset_password",
    "rights_of",
    "unit_scopes",
    "units_covered",
    "units_open",
    "users_visible_to",
]
