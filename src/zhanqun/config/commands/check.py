"""`make check`: style, types, layers, migrations, translations, nothing that must not be here."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

from zhanqun.config import database
from zhanqun.config.commands import translations
from zhanqun.config.commands.steps import ROOT, VAR, say
from zhanqun.config.rooms import ROOMS

# Written so that this line is not what it looks for.
REGISTRY_HOSTS = re.compile(
    r"np[m]js\.(org|com)|py[p]i\.org|pythonh[o]sted\.org|deb\.debi[a]n\.org"
)
IMPORT_LINTER = str(Path(sys.executable).with_name("lint-imports"))
OUR_LABELS = [f"zq_{room.split('.')[-1]}" for room in (*ROOMS, "config.jobs")]


def run(arguments: list[str]) -> int:
    """Run every check, show what each that fails says, and return 1 if any did."""
    with ThreadPoolExecutor(os.cpu_count()) as side_by_side:
        begun = {side_by_side.submit(timed, check): title for title, check in CHECKS}
        failed = [title for title, complaint in ended(begun) if complaint]
    say(f"未通过 failed: {', '.join(failed)}" if failed else "全部通过 all checks passed")
    return 1 if failed else 0


def timed(check: Callable[[], str]) -> tuple[str, float]:
    started = time.monotonic()
    complaint = check()
    return complaint, time.monotonic() - started


def ended(begun: dict[Future[tuple[str, float]], str]) -> Iterator[tuple[str, str]]:
    """Title and complaint of each check as it ends; both are shown, with the seconds it took."""
    for check in as_completed(begun):
        complaint, seconds = check.result()
        say(f"· {begun[check]} … {seconds:.1f} s")
        if complaint:
            say(complaint)
        yield begun[check], complaint


def program(*command: str) -> Callable[[], str]:
    """A check that a program makes; it complains with what the program printed."""

    def check() -> str:
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "zhanqun.config.settings.test"}
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return (done.stdout + done.stderr).strip() if done.returncode else ""

    return check


def with_database(check: Callable[[], str]) -> Callable[[], str]:
    def checked() -> str:
        if os.environ.get("DATABASE_URL"):
            return check()
        with database.shared_server(database.server_at(VAR / "postgres-test", durable=False)):
            return check()

    return checked


def registry_addresses() -> str:
    """Tracked files that name a package registry: a lock must work with any mirror."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return "\n".join(
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in paths
        if path.is_file()
        for number, line in enumerate(lines(path), 1)
        if REGISTRY_HOSTS.search(line)
    )


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="ignore").splitlines()


# Those that take long come first.
CHECKS: list[tuple[str, Callable[[], str]]] = [
    ("mypy", program("-m", "mypy")),
    (
        "migration linter",
        with_database(
            program("manage.py", "lintmigrations", "--no-cache", "--include-apps", *OUR_LABELS)
        ),
    ),
    (
        "makemigrations",
        with_database(program("manage.py", "makemigrations", "--check", "--dry-run")),
    ),
    ("ruff", program("-m", "ruff", "check", ".")),
    ("ruff format", program("-m", "ruff", "format", "--check", ".")),
    ("import-linter", program(IMPORT_LINTER)),
    ("translations", translations.missing),
    ("registry addresses", registry_addresses),
]
