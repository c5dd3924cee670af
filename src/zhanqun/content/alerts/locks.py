"""One warning is released at a time (签发互斥), so that identifiers and chains never cross."""

from django.db import connection

RELEASING = 0x5A51_0201


def release_alone() -> None:
    """Until the transaction ends; taken before any row is locked."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [RELEASING])
