"""Reading the policy library at the desk: through the units that a person works for."""

from typing import Any

from django.db.models import QuerySet

from zhanqun.affairs.policylibrary import policies
from zhanqun.affairs.policylibrary.models import Duty, Standing
from zhanqun.core.units import api as units


def standings_visible_to(user: Any) -> QuerySet[Standing]:
    """Documents of the units whose documents a person looks after or oversees."""
    covered = units.units_covered(user, policies.READERS)
    rows = Standing.objects.filter(article__unit__in=covered, article__is_discarded=False)
    return rows.select_related("article__unit")


def duties_visible_to(user: Any) -> QuerySet[Duty]:
    covered = units.units_covered(user, policies.READERS)
    rows = Duty.objects.filter(unit__in=covered, document__is_discarded=False)
    return rows.select_related("document", "unit", "fulfilled_by")
