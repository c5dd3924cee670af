"""A town that runs as an installation does: web, publisher, worker and the like in processes of
their own, on a database and folders of its own. What a journey learns, it learns from the
browser, from HTTP and from the files; it may look up an address."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from journeys.steps import follow, runs_scripts
from mail_server import MailServer, running_mail_server
from town import PASSWORD, Town, build_town

DESK_HOST = "desk.qingyun.localhost"
PORTAL, BUREAU = "www.qingyun.localhost", "jtj.qingyun.localhost"
STOP_SECONDS = 20
# `make bench` holds a publication below one second; a busy test machine gets more.
PUBLISHED_SECONDS = 60
# Pictures of the desk's pages, for whoever wants to look at them.
PICTURES = os.environ.get("ZHANQUN_PICTURES", "")
WIDTHS = (390, 1280)


@dataclass
class Answer:
    """What a reader gets for an address."""

    status: int
    body: str
    location: str


@dataclass
class RunningTown:
    """The town's addresses and files, and its people at their desks."""

    town: Town
    port: int
    public: Path
    browser: Any
    mail: MailServer
    contexts: dict[tuple[str, bool], Any] = field(default_factory=dict)

    def get(self, host: str, path: str) -> Answer:
        """Ask as a reader does; hosts below localhost resolve in browsers only."""
        reader = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        reader.request("GET", path, headers={"Host": f"{host}:{self.port}"})
        answer = reader.getresponse()
        body = answer.read().decode("utf-8", "replace")
        reader.close()
        return Answer(answer.status, body, answer.getheader("Location", ""))

    def file(self, host: str, path: str) -> Path:
        return self.public / host / (path.lstrip("/") + ("index.html" if path[-1] == "/" else ""))

    def wait_for(self, host: str, path: str, *, shows: str = "", hides: str = "") -> str:
        """The page's text once its file is there, shows the one and no longer the other."""
        page = self.file(host, path)

        def stands() -> bool:
            text = page.read_text(encoding="utf-8") if page.exists() else ""
            return bool(text) and shows in text and not (hides and hides in text)

        wait_until(stands, f"{page} shows {shows!r} and not {hides!r}")
        return page.read_text(encoding="utf-8")

    def desk_of(self, username: str, *, scripts: bool = True, apart: bool = False) -> Any:
        """A page of this person's browser, logged in. The browser stays open, as at a real desk,
        and with it what it keeps of our scripts; apart: a browser of this page's own."""
        if apart:
            return self._logged_in(username, scripts).new_page()
        if (username, scripts) not in self.contexts:
            self.contexts[username, scripts] = self._logged_in(username, scripts)
        return self.contexts[username, scripts].new_page()

    def _logged_in(self, username: str, scripts: bool) -> Any:
        context = self.browser.new_context(
            base_url=f"http://{DESK_HOST}:{self.port}",
            java_script_enabled=scripts,
            viewport={"width": WIDTHS[-1], "height": 900},
            reduced_motion="reduce",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(PUBLISHED_SECONDS * 1000)
        page = context.new_page()
        page.goto("/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        follow(page.locator("button[type=submit]"))
        assert "/login/" not in page.url
        page.close()
        return context


@pytest.fixture(scope="package")
def running_town(
    clone_database: Callable[[], AbstractContextManager[Any]],
    browser: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[RunningTown]:
    folder = tmp_path_factory.mktemp("town")
    (folder / "static-built").symlink_to(settings.VAR / "static-built")
    port = _free_port()
    with clone_database() as copy, ExitStack() as running:
        town = build_town(port=port)
        mail = running.enter_context(running_mail_server())
        environment = copy.environment() | {
            "ZHANQUN_SMTP_URL": f"smtp://127.0.0.1:{mail.port}",
            "ZHANQUN_MAIL_FROM": "zhanqun@qingyun.gov.example",
            "DJANGO_SETTINGS_MODULE": "zhanqun.config.settings.test",
            "ZHANQUN_VAR": str(folder),
            "ZHANQUN_DESK_HOST": DESK_HOST,
            # Longer than the journeys take.
            "ZHANQUN_IDLE_MINUTES": "120",
        }
        children = [
            running.enter_context(_process(command, environment, folder / f"{name}.log"))
            for name, command in _commands(port).items()
        ]
        running_town = RunningTown(town, port, folder / "test" / "public", browser, mail)
        wait_until(lambda: _answers(port), "the web service answers")
        for host in (PORTAL, BUREAU):
            running_town.wait_for(host, "/")
        yield running_town
        for context in running_town.contexts.values():
            context.close()
        for child in children:  # all at once: some finish their round first
            child.terminate()


@pytest.fixture
def desk(running_town: RunningTown) -> Iterator[Callable[..., Any]]:
    """Open the desk of a person; all are closed when the test ends."""
    opened = []

    def open_desk(username: str, **how: Any) -> Any:
        opened.append(running_town.desk_of(username, **how))
        return opened[-1]

    yield open_desk
    for at, page in enumerate(opened):
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/last-{at}.png", full_page=True)
        stays = page.context in running_town.contexts.values()
        (page if stays else page.context).close()


@pytest.fixture
def look(accessibility_faults: Callable[[Any], list[str]]) -> Callable[[Any, str], None]:
    """Look at a page of ours: no accessibility fault; a picture of it where one is wanted."""

    def look_at(page: Any, name: str) -> None:
        page.wait_for_load_state("load")
        if runs_scripts(page):
            assert accessibility_faults(page) == [], name
        if PICTURES:
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.wait_for_timeout(600)  # the shell's side bar moves
                page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)

    return look_at


def wait_until(holds: Callable[[], bool], what: str, seconds: float = PUBLISHED_SECONDS) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"not within {seconds} s: {what}"
        time.sleep(0.02)


def _commands(port: int) -> dict[str, list[str]]:
    manage = [sys.executable, str(settings.ROOT / "manage.py")]
    gunicorn = [sys.executable, "-m", "gunicorn", "zhanqun.config.wsgi", "--no-control-socket"]
    return {
        "web": [*gunicorn, "--bind", f"127.0.0.1:{port}", "--threads", "4"],
        "publisher": [*manage, "run_publisher"],
        "worker": [*manage, "run_worker"],
        "schedules": [*manage, "run_schedules"],
        "search": [*manage, "follow_search"],
    }


@contextmanager
def _process(
    command: list[str], environment: dict[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A child in a session of its own, so that nothing of it outlives the block."""
    with log.open("wb") as output:
        child = subprocess.Popen(
            command,
            cwd=settings.ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
