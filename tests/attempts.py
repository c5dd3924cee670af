"""Acts that are tried: undone afterwards, or refused by the database itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from zhanqun.core.units import api as units
from zhanqun.core.units.api import User


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


def who_may(town: Any, move: Callable[[Any, User], None]) -> set[str]:
    """The people of the town whom the guard lets make a move; each attempt is undone."""
    allowed = set()
    for name, person in town.people.items():
        with suppress(units.NotAllowed), undone():
            move(town, User.objects.get(pk=person.pk))
            allowed.add(name)
    return allowed


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
