"""Many rows at once, by COPY."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


class Row:
    """The columns of a model's table, with the values of one of its instances."""

    def __init__(self, instance: Any, *, has_id: bool = True) -> None:
        self.table = instance._meta.db_table
        fields = [f for f in instance._meta.concrete_fields if has_id or not f.primary_key]
        self.names = [field.column for field in fields]
        self._places = {name: place for place, name in enumerate(self.names)}
        values = (getattr(instance, field.attname) for field in fields)
        self._values = [
            field.get_db_prep_save(value, connection)
            for field, value in zip(fields, values, strict=True)
        ]

    def filled(self, **values: Any) -> list[Any]:
        row = self._values.copy()
        for name, value in values.items():
            row[self._places[name]] = value
        return row


def copy_rows(table: str, names: list[str], rows: Iterable[list[Any]]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor, cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def without_indexes(*tables: str) -> Iterator[None]:
    """Indexes that hold no constraint are made anew afterwards, which is faster."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
            " where indrelid::regclass::text = any(%s) and not indisunique",
            [list(tables)],
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"drop index {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("set maintenance_work_mem = '512MB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("reset maintenance_work_mem")


def settle_tables() -> None:
    """What autovacuum would have done over the years; it would do it beside the measurement."""
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
