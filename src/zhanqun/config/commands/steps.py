"""Steps of a set-up: each says what it does and how long it took, and is skipped when its
inputs are as they were the last time."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
VAR = Path(os.environ.get("ZHANQUN_VAR") or ROOT / "var").resolve()
STAMPS = VAR / "stamps"
LOGS = VAR / "log"
TAIL_CHARACTERS = 4000


class CommandFailed(Exception):
    """Something the person at the keyboard can mend; the message says what, in two languages."""


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print the title, do the work, print the time it took."""
    print(f"· {title} …", end=" ", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print("✗", flush=True)
        raise
    print(f"{time.monotonic() - started:.1f} s", flush=True)


@contextmanager
def step_once(
    name: str, title: str, inputs: Iterable[Path | str], *, result: Path
) -> Iterator[bool]:
    """As `step`, and yields False, silently, where nothing has changed since.

    inputs: files whose content counts, and plain strings.
    result: what the step leaves behind; where somebody removed it, the step is due again.
    """
    stamp, wanted = STAMPS / name, fingerprint(inputs)
    if result.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        yield False
        return
    with step(title):
        yield True
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted, encoding="ascii")


def fingerprint(inputs: Iterable[Path | str]) -> str:
    total = hashlib.sha256()
    for part in inputs:
        if isinstance(part, Path):
            total.update(str(part).encode() + b"\0" + part.read_bytes())
        else:
            total.update(part.encode())
        total.update(b"\0")
    return total.hexdigest()


def run_logged(name: str, command: list[str | Path], environment: dict[str, str]) -> None:
    """Run a command with its output in var/log/<name>.log.

    Raises CommandFailed, with the end of that output, where it fails.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    with log.open("w", encoding="utf-8") as output:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise CommandFailed(f"{tail(log)}\n失败，详见 failed, see {log}")


def manage(name: str, *arguments: str, environment: dict[str, str]) -> None:
    """Run a management command, logged under `name`. Raises CommandFailed."""
    run_logged(name, [sys.executable, ROOT / "manage.py", *arguments], environment)


def tail(log: Path, *, since: int = 0) -> str:
    """The end of a log, without what stood in it before that byte."""
    return log.read_bytes()[since:].decode(errors="replace")[-TAIL_CHARACTERS:].strip()
