"""Who waits for whom (锁): advisory locks of PostgreSQL."""

from django.db import connection

# Only one notes stale targets at a time, so that two never wait for each other's rows.
NOTING = 0x5A51_0101
# Whoever writes files shares this one; whoever deletes what nobody owns has it alone.
WRITING = 0x5A51_0102
# Held for as long as a full build takes, so that a second one is refused.
BUILDING = 0x5A51_0103
# Held by one of those that publish, so that a second one can say that it is not alone.
PUBLISHING = 0x5A51_0104


def note_alone() -> None:
    _ask("select pg_advisory_xact_lock(%s)", NOTING)


def may_note_alone() -> bool:
    """False where another is at it; it will see what is waiting."""
    return bool(_ask("select pg_try_advisory_xact_lock(%s)", NOTING))


def write_with_others() -> str:
    """Returns the snapshot from before anything is read (快照)."""
    return str(
        _ask("select pg_current_snapshot()::text from pg_advisory_xact_lock_shared(%s)", WRITING)
    )


def write_alone() -> None:
    _ask("select pg_advisory_xact_lock(%s)", WRITING)


def may_build() -> bool:
    """Until this connection ends; False where another one builds."""
    return bool(_ask("select pg_try_advisory_lock(%s)", BUILDING))


def end_building() -> None:
    _ask("select pg_advisory_unlock(%s)", BUILDING)


def may_be_first_publisher() -> bool:
    """Until this connection ends."""
    return bool(_ask("select pg_try_advisory_lock(%s)", PUBLISHING))


def writers() -> set[str]:
    """The transactions that may have written files and not yet said so in the records.

    What lay on disk at a moment is settled once every writer of that moment is gone.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select virtualtransaction from pg_locks where locktype = 'advisory' and granted"
            " and classid = 0 and objid = %s and objsubid = 1 and pid <> pg_backend_pid()"
            " and database = (select oid from pg_database where datname = current_database())",
            [WRITING],
        )
        return {row[0] for row in cursor.fetchall()}


def _ask(statement: str, number: int) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, [number])
        return cursor.fetchone()[0]
