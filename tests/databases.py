"""Databases of the tests: one pattern a run, of which every process takes its copies.

The migrations take half a minute. Where several processes test, one more makes the pattern while
they run what needs no database:  python -m databases NAME
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.db import connection, connections
from django.test.utils import setup_databases

from zhanqun.config import database


def pattern_of(run: str) -> str:
    """The name of a run's pattern; nothing where one process tests alone."""
    return f"test_pattern_{run[:12]}" if run else ""


def begin_pattern(name: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "databases", name], cwd=Path(__file__).parent)


def await_pattern(name: str) -> None:
    """Wait for whoever makes it; where none does, have it made."""
    with making(name):
        stands = exists(name)
    if not stands and begin_pattern(name).wait():
        raise RuntimeError(f"{name} could not be made")


@contextmanager
def server() -> Iterator[None]:
    """The server that the tests run on: DATABASE_URL's, else the embedded one, started here."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with database.shared_server(
        database.server_at(settings.ZHANQUN_VAR / "postgres-test", durable=False)
    ):
        yield


@contextmanager
def making(pattern: str) -> Iterator[None]:
    """Whoever makes the pattern is alone; who comes meanwhile waits and finds it made."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("select pg_advisory_lock(hashtext(%s))", [pattern])
        yield


def make(pattern: str) -> None:
    """The pattern, unless it stands."""
    with server(), making(pattern):
        if not exists(pattern):
            half_made = f"{pattern}_half"
            connection.settings_dict["TEST"]["NAME"] = half_made
            setup_databases(verbosity=0, interactive=False)
            let_go(half_made)
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'alter database "{half_made}" rename to "{pattern}"')


def exists(name: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("select 1 from pg_database where datname = %s", [name])
        return cursor.fetchone() is not None


def copy(name: str, to: str) -> None:
    let_go(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'create database "{to}" template "{name}"')


def drop(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'drop database if exists "{name}" with (force)')


def let_go(name: str) -> None:
    """End what is still connected to a database of the tests.

    A connection made before the browser started is out of sight: Django keeps those of a thread
    with an event loop apart. Those of another role, which only its own tests open, are closing.
    """
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = %s and backend_type = 'client backend' and usename = current_user",
            [name],
        )


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhanqun.config.settings.test"
    django.setup()
    make(sys.argv[1])
