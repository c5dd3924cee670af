"""What every test may ask for: a real PostgreSQL, a database of its own, a browser.

Plain tests use pytest-django's `db`, whose transaction is rolled back. Tests that need real
commits (workers, browsers, locks) take `cloned_database`: the audit trail cannot be emptied, so
nothing here ever truncates a table.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases

import databases
from zhanqun.config.commands import catalogues

pytest_plugins = ["town", "mail_server"]

ROOT = Path(__file__).parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
# The browser keeps axe for all pages of a host: half a megabyte is dear to send to each.
KEEP_AXE = "source => localStorage.setItem('axe', source)"
# Nothing of the shell's store of icons is on show; frames have no axe that could answer. Which
# elements are at fault is asked where there is a fault. The promise is kept by the page, or the
# browser may collect it before it is kept.
ASK_AXE = """tags => window.axeRun = (async () => {
    const source = localStorage.getItem("axe");
    if (!source) return null;
    (0, eval)(source);
    const where = {exclude: [["[data-sprite]"]]};
    const how = {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
        iframes: false, preload: {assets: ["media"]}};
    const {violations} = await axe.run(where, {...how, selectors: false});
    if (!violations.length) return [];
    return (await axe.run(where, how)).violations.flatMap((fault) =>
        fault.nodes.map((node) => `${fault.id}: ${node.target} ${fault.help}`));
})()"""


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
    # First what needs no database, since that is being made. Of the others the longest begin
    # first, so that no process is left alone with one at the end.
    browsing = {item.path for item in items if item.get_closest_marker("browser")}
    storing = {item.path for item in items if _stores(item)}
    items.sort(
        key=lambda item: (
            item.path in browsing,
            item.path in storing,
            item.path.name not in LONGEST,
        )
    )
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


def _stores(item: pytest.Item) -> bool:
    asked = getattr(item, "fixturenames", ())
    return "django_db_setup" in asked or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    # Once a run, in the process that hands out the tests to others.
    chosen = node.config.option
    if (chosen.create_db or not chosen.reuse_db) and not hasattr(node.config, "pattern_maker"):
        pattern = databases.pattern_of(node.workerinput["testrunuid"])
        node.config.pattern_maker = databases.begin_pattern(pattern)


def pytest_unconfigure(config: pytest.Config) -> None:
    if maker := getattr(config, "pattern_maker", None):
        maker.wait()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[None]:
    with databases.server():
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    postgres_server: None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Django makes its test database once the server runs."""


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_blocker: Any,
) -> Iterator[None]:
    """Make the test database; pytest-django makes none where tests ask for copies of it only."""
    pattern = databases.pattern_of(getattr(request.config, "workerinput", {}).get("testrunuid", ""))
    kept = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock():
        if pattern and not kept:
            databases.await_pattern(pattern)
            ours = connection.creation._get_test_db_name()
            databases.drop(ours)
            databases.copy(pattern, ours)
        made = setup_databases(verbosity=0, interactive=False, keepdb=kept or bool(pattern))
    yield
    with django_db_blocker.unblock():
        if pattern:
            databases.drop(pattern)
        if not django_db_keepdb:
            databases.let_go(connection.settings_dict["NAME"])
            teardown_databases(made, verbosity=0)


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
            databases.copy(template, copy)
            connection.settings_dict["NAME"] = copy
            try:
                yield ClonedDatabase(copy)
            finally:
                connections.close_all()
                connection.settings_dict["NAME"] = template
                databases.drop(copy)

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
        found = page.evaluate(ASK_AXE, AXE_TAGS)
        if found is None:
            page.evaluate(KEEP_AXE, AXE.read_text(encoding="utf-8"))
            found = page.evaluate(ASK_AXE, AXE_TAGS)
        return list(found)

    return faults
