"""Reading who discloses."""

from typing import Any

from django.db.models import QuerySet

from zhanqun.affairs.disclosure import policies
from zhanqun.affairs.disclosure.models import Publisher
from zhanqun.core.units import api as units


def publishers() -> QuerySet[Publisher]:
    """Every one, in its order; who discloses is public."""
    return Publisher.objects.select_related("unit", "site")


def publisher_of(unit_id: int) -> Publisher | None:
    return publishers().filter(unit_id=unit_id).first()


def publishers_kept_by(user: Any) -> QuerySet[Publisher]:
    """Those whose office the person is (可设置的公开主体)."""
    return publishers().filter(unit_id__in=units.units_covered(user, policies.OFFICE))
