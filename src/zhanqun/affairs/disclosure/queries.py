"""Reading who discloses."""

from django.db.models import QuerySet

from zhanqun.affairs.disclosure.models import Publisher


def publishers() -> QuerySet[Publisher]:
    """Every one, in its order; who discloses is public."""
    return Publisher.objects.select_related("unit", "site")


def publisher_of(unit_id: int) -> Publisher | None:
    return publishers().filter(unit_id=unit_id).first()
