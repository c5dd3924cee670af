"""Take a report to change it (锁定年报)."""

from uuid import UUID

from zhanqun.affairs.annualreports import policies
from zhanqun.affairs.annualreports.models import Report
from zhanqun.core.units.api import User


def lock(uid: UUID, by: User) -> Report:
    """For who makes it. Raises NotAllowed."""
    rows = Report.objects.select_for_update(of=("self",))
    row = rows.select_related("publisher__unit", "publisher__site").get(uid=uid)
    policies.check_may_keep(by, row.publisher.unit)
    return row
