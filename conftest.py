"""What every test may ask for: a real PostgreSQL, a database of its own, a browser.

Plain tests use pytest-django's `db`, whose transaction is rolled back. Tests that need real
commits (workers, browsers, locks) take `cloned_database`: the audit trail cannot be emptied, so
nothing here ever truncates a table.
"""

import fcntl
import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases

from zhanqun.config import database
from zhanqun.config.commands import catalogues

pytest_plugins = ["town", "mail_server"]

ROOT = Path(__file__).parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def pytest_configure() -> None:
    catalogues.compile_stale()


def pytest_collection_finish() -> None:
    # What was imported stays: the collector need not walk it a thousand times.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


LONGEST = {"test_pages.py", "test_article.py", "test_running.py", "test_precision.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The browser's event loop stays in its process: what runs a loop of its own comes before.
    # The longest begin first, so that no process is left alone with one at the end.
    browsing = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: (item.path in browsing, item.path.name not in LONGEST))
    programs = {
        "browser": "ZHANQUN_CHROMIUM",
        "nginx": "ZHANQUN_NGINX",
        "clamd": "ZHANQUN_CLAMD_PROGRAM",
        "libreoffice": "ZHANQUN_LIBREOFFICE",
    }
    for mark, variable in programs.items():
        if os.environ.get(variable):
            continue
        for item in items:
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=f"{variable} is not set"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[None]:
    """The server that the tests run on: DATABASE_URL's, else the embedded one, started here."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with database.shared_server(
        database.server_at(settings.ZHANQUN_VAR / "postgres-test", durable=False)
    ):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    postgres_server: None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Django makes its test database once the server runs."""


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_blocker: Any,
) -> Iterator[None]:
    """Make the test database; pytest-django makes none where tests ask for copies of it only."""
    run = getattr(request.config, "workerinput", {}).get("testrunuid", "")
    pattern = f"test_pattern_{run[:12]}" if run else ""
    with django_db_blocker.unblock():
        reused = django_db_keepdb and not django_db_createdb
        with _one_at_a_time(tmp_path_factory.getbasetemp().parent / "databases.lock"):
            copied = bool(pattern) and not reused and _copied(pattern)
            made = setup_databases(verbosity=0, interactive=False, keepdb=reused or copied)
            if pattern and not reused and not copied:
                _copy(connection.settings_dict["NAME"], pattern)
    yield
    if pattern and not copied:
        with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute(f'drop database if exists "{pattern}"')
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            _let_go(connection.settings_dict["NAME"])
            teardown_databases(made, verbosity=0)


@contextmanager
def _one_at_a_time(file: Path) -> Iterator[None]:
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _copied(pattern: str) -> bool:
    """Whether another process of this run has made its database: ours is a copy then, since the
    migrations take half a minute."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("select 1 from pg_database where datname = %s", [pattern])
        if not cursor.fetchone():
            return False
        ours = connection.creation._get_test_db_name()
        cursor.execute(f'drop database if exists "{ours}" with (force)')
    _copy(pattern, ours)
    return True


def _copy(name: str, copy: str) -> None:
    _let_go(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'create database "{copy}" template "{name}"')


def _let_go(name: str) -> None:
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


@dataclass(frozen=True)
class ClonedDatabase:
    """A database of one test's own, with everything the migrations put there."""

    name: str

    def environment(self) -> dict[str, str]:
        """For child processes that shall work on it."""
        login = connection.settings_dict
        host, port = login["HOST"], login["PORT"]
        place = f"/{self.name}?host={host}" if host.startswith("/") else f"/{self.name}"
        secret = f":{login['PASSWORD']}" if login["PASSWORD"] else ""
        server = "" if host.startswith("/") else host + (f":{port}" if port else "")
        return os.environ | {
            "DATABASE_URL": f"postgresql://{login['USER']}{secret}@{server}{place}"
        }


@pytest.fixture(scope="session")
def clone_database(
    django_db_setup: None, django_db_blocker: Any
) -> Callable[[], AbstractContextManager[ClonedDatabase]]:
    """Point Django at a fresh copy of the test database; real commits, dropped afterwards."""

    @contextmanager
    def clone() -> Iterator[ClonedDatabase]:
        template = connection.settings_dict["NAME"]
        copy = f"{template}_{uuid4().hex[:8]}"
        with django_db_blocker.unblock():
            _copy(template, copy)
            connection.settings_dict["NAME"] = copy
            try:
                yield ClonedDatabase(copy)
            finally:
                connections.close_all()
                connection.settings_dict["NAME"] = template
                with connection._nodb_cursor() as cursor:
                    cursor.execute(f'drop database "{copy}" with (force)')

    return clone


@pytest.fixture
def cloned_database(
    clone_database: Callable[[], AbstractContextManager[ClonedDatabase]],
) -> Iterator[ClonedDatabase]:
    """A database of this test's own."""
    with clone_database() as copy:
        yield copy


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, which makes Django refuse its own ORM.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ["ZHANQUN_CHROMIUM"],
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def accessibility_faults() -> Callable[[Any], list[str]]:
    """Ask axe about a page; returns one line per fault against WCAG 2.1 AA."""

    def faults(page: Any) -> list[str]:
        # Through the debugging channel, since the pages' own policy forbids foreign scripts.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        # Kept by the page, or the browser may collect the promise before it is kept.
        result = page.evaluate(
            "tags => (window.axeRun = axe.run(document, {runOnly: {type: 'tag', values: tags},"
            " resultTypes: ['violations']}))",
            AXE_TAGS,
        )
        return [
            f"{fault['id']}: {node['target']} {fault['help']}"
            for fault in result["violations"]
            for node in fault["nodes"]
        ]

    return faults
