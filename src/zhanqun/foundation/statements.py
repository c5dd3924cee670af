"""Statements of the few places that are asked hundreds of times a second (常用语句).

Django's own cursor writes values into the text, so that PostgreSQL parses and plans it every time,
and its compiler builds the text anew for every row. Here the text is built once and prepared by the
server after five times. Everywhere else the ORM is good enough, and clearer.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.postgresql.base import ServerBindingCursor


def fetch(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of one statement with values bound by the server, within the open transaction."""
    connection.ensure_connection()
    bare: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
    logged = connection.queries_logged
    with connection.make_debug_cursor(bare) if logged else connection.make_cursor(bare) as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def insert(row: models.Model) -> None:
    """Store a new row as `save(force_insert=True)` does, without signals; sets its key."""
    model = type(row)
    # The connection itself: behind its proxy every look costs as much as a conversion.
    ours = connections[DEFAULT_DB_ALIAS]
    values = [field.get_db_prep_save(field.pre_save(row, True), ours) for field in _stored(model)]
    row.pk = fetch(_insertion(model), values)[0][0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _stored(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return [field for field in model._meta.concrete_fields if not field.primary_key]


@cache
def _insertion(model: type[models.Model]) -> str:
    quoted = connection.ops.quote_name
    columns = [quoted(str(field.column)) for field in _stored(model)]
    names, places = ", ".join(columns), ", ".join(["%s"] * len(columns))
    table, key = quoted(model._meta.db_table), quoted(str(model._meta.pk.column))
    return f"insert into {table} ({names}) values ({places}) returning {key}"  # noqa: S608 - names are our models'
