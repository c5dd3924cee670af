"""No article moves while a column closes (栏目关闭与稿件互斥).

An act on an article locks the article, its placements and the columns that number them; closing
a column locks them the other way round, and many. So it waits until no act runs, and acts wait
for it: few columns close, and quickly.
"""

from django.db import connection

# Any number that nothing else locks by.
COLUMNS = 2017_0047


def hold_columns() -> None:
    """Until the transaction ends no column closes; others may hold them too."""
    _run("select pg_advisory_xact_lock_shared(%s)")


def hold_columns_alone() -> None:
    """Until the transaction ends nobody else holds columns; taken before anything is locked."""
    _run("select pg_advisory_xact_lock(%s)")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [COLUMNS])
