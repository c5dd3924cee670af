"""Reading annual reports at the desk: each query takes the user (年报查询)."""

from typing import Any

from django.db.models import QuerySet

from zhanqun.affairs.annualreports import policies
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.core.units import api as units


def reports_visible_to(user: Any) -> QuerySet[Report]:
    """Of the units whose office, head or supervisor a person is, and of those below them."""
    covered = units.units_covered(user, policies.READERS)
    rows = Report.objects.select_related("publisher__unit", "publisher__site")
    return rows.filter(publisher__unit__in=covered)


def publishers_seen_by(user: Any) -> QuerySet[Publisher]:
    covered = units.units_covered(user, policies.READERS)
    return disclosure.publishers().filter(unit__in=covered)


def publishers_kept_by(user: Any) -> QuerySet[Publisher]:
    """Whose reports a person makes."""
    return disclosure.publishers().filter(unit__in=units.units_covered(user, policies.OFFICE))


def newest(rows: QuerySet[Report]) -> list[Report]:
    """Of each publisher and year the newest version."""
    found = {(row.publisher_id, row.year): row for row in rows.order_by("version")}
    return list(found.values())
