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
from zhanqun.core.units.passwords import days_left as password_days_left
from zhanqun.core.units.passwords import must_change as must_change_password
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
    "COLUMN_EDITORS",
    "SEPARATED",
    "WRITERS",
    "Absence",
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
    "must_change_password",
    "new_password",
    "password_days_left",
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
