"""Letting the publisher finish (等待发布落定).

It writes files first and its records when the batch is complete, within half a second. Until
then a new page looks like a foreign file. Its transaction holds locks on its tables from before
the first file to the commit, so that what was written before a moment is settled once every
transaction open at that moment has ended.
"""

import time

from django.db import connection

# A transaction that stays open longer is stuck and does not hold up protection.
PATIENCE_SECONDS = 10.0
PAUSE_SECONDS = 0.03

_OPEN = """
select l.virtualtransaction from pg_locks l join pg_class c on c.oid = l.relation
where l.locktype = 'relation' and l.pid <> pg_backend_pid()
and l.database = (select oid from pg_database where datname = current_database())
and l.mode in ('RowShareLock', 'RowExclusiveLock') and c.relname like 'zq\\_staticsite\\_%'
"""


def let_publishers_finish() -> None:
    """Return when all that publishers had begun is committed or undone."""
    begun = _open_transactions()
    until = time.monotonic() + PATIENCE_SECONDS
    while begun and time.monotonic() < until:
        time.sleep(PAUSE_SECONDS)
        begun &= _open_transactions()


def _open_transactions() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_OPEN)
        return {row[0] for row in cursor.fetchall()}
