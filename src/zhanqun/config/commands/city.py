"""The demo city, served for whoever looks at its pages (`make shots`, `make pages`)."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhanqun.config.commands import demo, preparation, tools
from zhanqun.config.commands.steps import ROOT, VAR, CommandFailed, step, tail
from zhanqun.config.commands.supervisor import Child

READY_SECONDS = 60


@dataclass(frozen=True)
class Sight:
    """One kind of page of the city (页面种类). link: selector of the link that leads to it from
    `path`; empty where `path` is the page itself."""

    name: str
    host: str
    path: str
    link: str = ""

    def start(self, port: int) -> str:
        return f"http://{self.host}.qingyun.localhost:{port}{self.path}"


FIRST_ROW = "main .p-list__link:not([href^='http'])"
# The one table: a new kind of page gets its line here, its picture and its trial follow.
SIGHTS = (
    Sight("home", "www", "/"),
    Sight("subsite", "jtj", "/"),
    Sight("township", "sqz", "/"),
    Sight("english", "en", "/"),
    Sight("column", "www", "/ywdt/qyyw/"),
    Sight("list", "www", "/ywdt/qyyw/list-1.html"),
    Sight("group", "www", "/ywdt/"),
    Sight("topic", "www", "/ztzl/"),
    Sight("article", "www", "/ywdt/qyyw/", FIRST_ROW),
    Sight("document", "www", "/zwgk/zfwj/", FIRST_ROW),
    Sight("interpretation", "www", "/zwgk/zcjd/", FIRST_ROW),
    Sight("plain", "www", "/zjqy/csgk/"),
    Sight("letters", "www", "/letters/"),
    Sight("letters_list", "www", "/letters/all/"),
    Sight("letter", "www", "/letters/mailbox-sz/", FIRST_ROW),
    Sight("letters_figures", "www", "/letters/figures.html"),
    Sight("questions", "www", "/letters/questions/"),
    Sight("policies", "www", "/policies/"),
    Sight("policies_list", "www", "/policies/validity-repealed/"),
    Sight("policies_calendar", "www", "/policies/calendar/"),
    Sight("policies_api", "www", "/policies/api/"),
    Sight("disclosure", "www", "/disclosure/"),
    Sight("disclosure_publisher", "www", "/disclosure/szf/"),
    Sight("disclosure_guide", "jtj", "/disclosure/jtj/guide.html"),
    Sight("disclosure_list", "www", "/disclosure/szf/item-p20_01/"),
    Sight("annual_report", "www", "/disclosure/szf/reports/2025.html"),
    Sight("gazette", "www", "/gazette/"),
    Sight("gazette_issue", "www", "/gazette/", FIRST_ROW),
    Sight("map", "www", "/map.html"),
    Sight("search", "www", "/search?q=%E4%BE%9B%E6%9A%96"),
    Sight("not_found", "www", "/nothing-here.html"),
)


@contextmanager
def served_city(*, by_nginx: bool = True) -> Iterator[int]:
    """Set up the city where need be and serve it; yields the port.

    By nginx with the generated configuration; without nginx the application answers alone, and
    shows its components too.
    """
    port = int(demo.PORT)
    demo.check_port(port)
    preparation.prepare()
    with demo.database_in_use(), ExitStack() as running:
        environment = demo.demo_environment() | {"ZHANQUN_PROOF_CONNECT": "off"}
        demo.set_up(environment)
        program = tools.nginx() if by_nginx else None
        behind = _free_port() if program else port
        with step("网站 city"):
            for child in demo.children(environment | {"PORT": demo.PORT}):
                if child.name in ("web", "search"):
                    running.enter_context(_running(_moved(child, port, behind)))
            if program:
                running.enter_context(_nginx(program, port, behind, environment))
            _wait_for(port)
            _wait_for(behind)
        yield port


def _moved(child: Child, port: int, behind: int) -> Child:
    """The same process, listening behind nginx."""
    child.command = [part.replace(f":{port}", f":{behind}") for part in child.command]
    return child


@contextmanager
def _running(child: Child) -> Iterator[None]:
    child.start()
    try:
        yield
    finally:
        child.ask_to_stop()
        child.wait_or_kill(time.monotonic() + 10)


@contextmanager
def _nginx(program: str, port: int, behind: int, environment: dict[str, str]) -> Iterator[None]:
    folder = VAR / "nginx"
    folder.mkdir(parents=True, exist_ok=True)
    main = folder / "nginx.conf"
    main.write_text(_configuration(folder, port, behind, environment), encoding="utf-8")
    child = Child("nginx", [program, "-c", str(main)], environment)
    with _running(child):
        yield


def _configuration(folder: Path, port: int, behind: int, environment: dict[str, str]) -> str:
    command = [sys.executable, str(ROOT / "manage.py"), "nginx_config", "--cache", str(folder)]
    command += ["--listen", f"127.0.0.1:{port}", "--app", f"127.0.0.1:{behind}"]
    command += ["--visits-log", str(folder / "visits.log"), "--extra", str(folder / "extra")]
    modules = sorted(Path("/usr/lib/nginx/modules").glob("ngx_http_brotli_static_module.so"))
    command += ["--brotli"] if modules else []
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandFailed(done.stderr)
    places = "".join(
        f" {kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        "".join(f"load_module {module};\n" for module in modules)
        + f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        + ("user root;\n" if os.geteuid() == 0 else "")
        + f"events {{}}\nhttp {{\n{places}{done.stdout}}}\n"
    )


def _wait_for(port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while not demo.answers(port):
        if time.monotonic() > until:
            raise CommandFailed(tail(VAR / "log" / "web.log"))
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def open_sight(page: Any, sight: Sight, port: int) -> bool:
    """Open a sight in a browser's page; False where the city has none.

    Raises CommandFailed where its address answers with an error: a picture of that is no picture.
    """
    answer = page.goto(sight.start(port))
    wanted = 404 if sight.name == "not_found" else 200
    if answer.status != wanted:
        raise CommandFailed(f"{sight.start(port)}: {answer.status}")
    if not sight.link:
        return True
    link = page.locator(sight.link).first
    if not link.count():
        return False
    page.goto(link.evaluate("link => link.href"))
    return True
