"""`make demo`: the demo city on this machine, from nothing to running; Ctrl-C ends all of it."""

import json
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from zhanqun.config import assets, database
from zhanqun.config.commands import preparation
from zhanqun.config.commands.steps import (
    ROOT,
    VAR,
    CommandFailed,
    manage,
    say,
    step,
    step_once,
)
from zhanqun.config.commands.supervisor import Child, supervise

PORT = os.environ.get("PORT") or "8000"
SOURCE = ROOT / "src"
PUBLISHERS_MOST = 4
# What a fresh start removes; packages and built styles stay.
CITY_FOLDERS = ("postgres", "public", "private", "search")
CITY_FILES = ("accounts.json", "stamps/tables", "stamps/city", "stamps/pages", "stamps/port")
# Stands while the city is being loaded; found at a start, the last load did not come to its end.
LOADING = VAR / "stamps" / "city-loading"


def run(arguments: list[str]) -> int:
    """Set up what is missing, load the city once, serve until stopped."""
    check_port(int(PORT))
    preparation.prepare()
    if LOADING.exists() and not os.environ.get("DATABASE_URL"):
        remove_city()
    with database_in_use():
        environment = demo_environment()
        # Nobody answers yet whom one could ask whether a page is there.
        set_up(environment | {"ZHANQUN_PROOF_CONNECT": "off"})
        return supervise(
            children(environment), announce=announce, is_ready=lambda: answers(int(PORT))
        )


def reset(arguments: list[str]) -> int:
    """Start afresh: remove the city's database and files, then run the demo."""
    check_port(int(PORT))
    if os.environ.get("DATABASE_URL"):
        raise CommandFailed(
            "已设置 DATABASE_URL，请自行清空该数据库。 DATABASE_URL is set: empty that database"
            " yourself."
        )
    remove_city()
    return run(arguments)


def remove_city() -> None:
    with step("清除原有数据 removing the old city"):
        database.remove_server(embedded_server())
        for folder in CITY_FOLDERS:
            shutil.rmtree(VAR / folder, ignore_errors=True)
        for file in CITY_FILES:
            (VAR / file).unlink(missing_ok=True)
        LOADING.unlink(missing_ok=True)


def check_port(port: int) -> None:
    """Raise CommandFailed where something else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            raise CommandFailed(
                f"端口 {port} 已被占用，请换一个：make demo PORT={port + 80}"
                f" Port {port} is in use; name another one: make demo PORT={port + 80}"
            ) from taken


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def embedded_server() -> database.Server:
    return database.server_at(VAR / "postgres")


@contextmanager
def database_in_use() -> Iterator[None]:
    """The embedded server while we run, unless DATABASE_URL names another."""
    with ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            with step("数据库 PostgreSQL"):
                stack.enter_context(database.shared_server(embedded_server()))
        yield


def demo_environment() -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "zhanqun.config.settings.demo", "PORT": PORT}
    return os.environ | settings | {"PYTHONUNBUFFERED": "1"}


# --- Set-up --------------------------------------------------------------------------------


def set_up(environment: dict[str, str]) -> None:
    """Tables, static files and the city, each only where it changed."""
    where = environment.get("DATABASE_URL", "embedded")
    tables: list[Path | str] = [where, ROOT / "requirements" / "base.txt", *migrations()]
    with step_once("tables", "数据表 tables", tables, result=VAR) as changed:
        if changed:
            manage("migrate", "migrate", "--no-input", environment=environment)
    collected = [ROOT / "requirements" / "base.txt", *static_sources()]
    with step_once("static", "静态资源 static files", collected, result=VAR / "static") as changed:
        if changed:
            manage("collectstatic", "collectstatic", "--no-input", environment=environment)
    with step_once("city", "演示城市 demo city", [where], result=VAR / "accounts.json") as changed:
        if changed:
            LOADING.touch()
            manage("demo_city", "demo_city", environment=environment)
            LOADING.unlink()
    pages: list[Path | str] = [where, *collected, *page_sources()]
    with step_once("pages", "静态页面 public pages", pages, result=VAR / "public") as changed:
        if changed:
            publish(environment)
    with step_once("port", f"端口 port {PORT}", [where, PORT], result=VAR / "public") as changed:
        if changed:
            manage("port", "demo_port", PORT, environment=environment)
            publish_waiting(environment)


def publish(environment: dict[str, str]) -> None:
    """What the city's publications wait for; after an upgrade, every page anew."""
    if (VAR / "public").exists():
        manage("build_site", "build_site", environment=environment)
    else:
        publish_waiting(environment)


def publish_waiting(environment: dict[str, str]) -> None:
    """Draw what waits, by a publisher per processor."""
    arguments = ("run_publisher", "--until-empty")
    with ThreadPoolExecutor() as pool:
        publishers = [
            pool.submit(manage, f"publish-{number}", *arguments, environment=environment)
            for number in range(min(PUBLISHERS_MOST, os.cpu_count() or 1))
        ]
    for publisher in publishers:
        publisher.result()


def migrations() -> list[Path]:
    return sorted(SOURCE.glob("zhanqun/**/migrations/*.py"))


def page_sources() -> list[Path]:
    """What the look of public pages is made of, besides their styles."""
    folders = (
        "ui/jinja2",
        "content/pages/jinja2",
        "delivery/search/jinja2",
    )
    return [path for folder in folders for path in files_below(SOURCE / "zhanqun" / folder)]


def static_sources() -> list[Path]:
    """What collectstatic gathers from us; packages' own files change with the lock."""
    folders = [*sorted(SOURCE.glob("zhanqun/**/static")), preparation.BUILT]
    return [Path(assets.__file__), *(path for folder in folders for path in files_below(folder))]


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


# --- Running -------------------------------------------------------------------------------


def children(environment: dict[str, str]) -> list[Child]:
    python, manage_py = sys.executable, str(ROOT / "manage.py")
    bind = f"127.0.0.1:{PORT}"
    web = [python, "-m", "gunicorn", "zhanqun.config.wsgi", "--bind", bind]
    # Threads, since browsers keep connections open that would each block a plain worker.
    web += ["--workers", "2", "--threads", "4", "--preload"]
    web += ["--graceful-timeout", "5", "--access-logfile", "-"]
    return [
        Child("web", web, environment, is_vital=True),
        Child("publisher", [python, manage_py, "run_publisher"], environment),
        Child("worker", [python, manage_py, "run_worker"], environment),
        Child("schedules", [python, manage_py, "run_schedules"], environment),
        Child("watch", [python, manage_py, "watch_files"], environment),
        Child("search", [python, manage_py, "follow_search"], environment),
    ]


def announce() -> None:
    """Addresses, and one account per role with its password (var/accounts.json)."""
    say("")
    say(f"  门户 portal   http://www.qingyun.localhost:{PORT}/")
    say(f"  后台 desk     http://desk.qingyun.localhost:{PORT}/")
    for line in account_lines():
        say(line)
    say("\n  按 Ctrl-C 停止全部服务。 Ctrl-C stops everything.\n")


def account_lines() -> list[str]:
    """One line per account, as demo_city wrote it down: role, name, password and the like."""
    accounts = json.loads((VAR / "accounts.json").read_text(encoding="utf-8"))
    return ["  " + "  ".join(str(part) for part in account.values()) for account in accounts]
