"""What waits to be shown, and the notice that wakes the publisher (待刷新)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

from zhanqun.delivery.staticsite.models import PendingChange
from zhanqun.foundation import clock

CHANNEL = "zq_staticsite"


def note(
    keys: Iterable[str], site_ids: Iterable[int], urgency: int, publication_id: int | None = None
) -> PendingChange:
    """The change is a row of the act's transaction; publishers hear of it when that commits."""
    change = PendingChange.objects.create(
        keys=sorted(keys),
        site_ids=sorted(site_ids),
        urgency=urgency,
        publication_id=publication_id,
        noted_at=clock.now(),
    )
    with connection.cursor() as cursor:
        cursor.execute(f"notify {CHANNEL}")
    return change


class Notices:
    """What this connection hears."""

    def wait(self, seconds: float) -> bool:
        """Wait for so long, or until something is noted; returns whether something was.

        Raises OperationalError where the connection has ended.
        """
        with connection.wrap_database_errors:
            return bool(list(connection.connection.notifies(timeout=seconds, stop_after=1)))


@contextmanager
def listening() -> Iterator[Notices]:
    """On the connection that the work is done with; it ends here, since it would go on hearing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"listen {CHANNEL}")
        yield Notices()
    finally:
        connection.close()
