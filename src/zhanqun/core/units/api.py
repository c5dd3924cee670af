"""Units, people, appointments and the guard (单位、人员、任职、权限)."""

from zhanqun.core.units.absences import absence_set, end_absence, set_absence
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
from zhanqun.core.units.models import Absence, Appointment, Unit, UnitKind, User
from zhanqun.core.units.passwords import change_password, new_password, reset_password
from zhanqun.core.units.posts import (
    is_deputy,
    people_holding,
    people_in_office,
    people_on_duty,
    principal_of,
    running,
)
from zhanqun.core.units.queries import (
    absences_visible_to,
    appointments_visible_to,
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
    set_deputy,
    set_email,
)

__all__ = [
    "Absence",
    "AdminsMustDiffer",
    "Appointment",
    "COLUMN_EDITORS",
    "NotAllowed",
    "Rights",
    "Role",
    "SEPARATED",
    "Scope",
    "ScopeKind",
    "Unit",
    "UnitKind",
    "User",
    "WRITERS",
    "absence_set",
    "absences_visible_to",
    "add_unit",
    "add_user",
    "appoint",
    "appointments_visible_to",
    "change_password",
    "check",
    "check_anywhere",
    "close_unit",
    "end_absence",
    "end_appointment",
    "forget_rights",
    "is_deputy",
    "new_password",
    "people_holding",
    "people_in_office",
    "people_on_duty",
    "principal_of",
    "reset_password",
    "rights_of",
    "running",
    "set_absence",
    "set_deputy",
    "set_email",
    "unit_scopes",
    "units_covered",
    "units_open",
    "users_visible_to",
]
