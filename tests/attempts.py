"""Acts that are tried: undone afterwards, or refused by the database itself."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction


class _Undo(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """Everything written inside is rolled back; exceptions pass through.

    Permission tables ask many people for the same move.
    """
    try:
        with transaction.atomic():
            yield
            raise _Undo
    except _Undo:
        pass


@contextmanager
def refused_by_database(match: str) -> Iterator[None]:
    """What is inside must break a constraint or trigger whose message holds `match`."""
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")


def run_sql(statement: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []
