"""What a building put into the database, kept as rows and put back at once.

Building through the services costs some 560 statements; putting its rows back costs one. The
rows come back as they were, ids and moments included, and the value is a fresh copy of what the
builder returned, so that tests share nothing in memory.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from psycopg import sql
from wagtail.models import Site

# Triggers of the left write the right: what they write anew gives way to what they wrote then.
TRIGGERED = {"procrastinate_jobs": "procrastinate_events"}

Rows = dict[str, set[str]]


@dataclass(frozen=True)
class Kept:
    """What was built: one script that puts its rows back, and the builder's value."""

    script: sql.Composed
    value: bytes

    def restore(self) -> Any:
        """Put the rows into a database that only the migrations filled; return the value."""
        with connection.cursor() as cursor:
            cursor.execute(self.script)
        Site.clear_site_root_paths_cache()
        return pickle.loads(self.value)


def keep(build: Callable[[], Any]) -> Kept:
    """Build once, keep what came of it, and leave the database as it was.

    The rows' ids stay taken, for sequences do not go back.
    """
    with transaction.atomic():
        before = all_rows()
        value = pickle.dumps(build())
        after = all_rows()
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()
    return Kept(_script(before, after), value)


def all_rows() -> Rows:
    """Every row of every table, in PostgreSQL's own notation."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = current_schema()")
        tables = [name for (name,) in cursor.fetchall()]
        rows = {}
        for table in tables:
            cursor.execute(sql.SQL("select ({0}.*)::text from {0}").format(sql.Identifier(table)))
            rows[table] = {text for (text,) in cursor.fetchall()}
    return rows


def _script(before: Rows, after: Rows) -> sql.Composed:
    changed = sorted(
        (table for table in after if after[table] != before[table]),
        key=lambda table: table in TRIGGERED.values(),
    )
    parts = []
    for table in changed:
        if gone := before[table] - after[table]:
            parts.append(_deletion(table, gone))
        emptied = table in TRIGGERED.values()
        parts.append(_insertion(table, after[table] if emptied else after[table] - before[table]))
        if table in TRIGGERED:
            parts.append(_emptied(TRIGGERED[table]))
    return sql.SQL(";\n").join(parts)


def _deletion(table: str, rows: set[str]) -> sql.Composed:
    return sql.SQL("delete from {0} where ({0}.*)::text = any({1})").format(
        sql.Identifier(table), sql.Literal(sorted(rows))
    )


def _insertion(table: str, rows: set[str]) -> sql.Composed:
    return sql.SQL(
        "insert into {0} overriding system value select (kept.rows).*"
        " from (select unnest({1}::{0}[]) as rows offset 0) kept"
    ).format(sql.Identifier(table), sql.Literal(sorted(rows)))


def _emptied(table: str) -> sql.Composed:
    return sql.SQL("delete from {0}").format(sql.Identifier(table))
