"""Processes beside the benchmark, as an installation has them."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from _scratch import ROOT


@dataclass(frozen=True)
class Running:
    pid: int

    @property
    def peak_mb(self) -> int:
        """The most memory it has held at once."""
        status = Path(f"/proc/{self.pid}/status").read_text("utf-8")
        (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) // 1024


@contextmanager
def running(command: str, environment: dict[str, str]) -> Iterator[Running]:
    process = subprocess.Popen([sys.executable, str(ROOT / "manage.py"), command], env=environment)
    try:
        yield Running(process.pid)
    finally:
        process.terminate()
        process.wait(60)


def wait(ready: Callable[[], bool], seconds: float = 60) -> None:
    until = time.perf_counter() + seconds
    while not ready():
        if time.perf_counter() > until:
            raise SystemExit(f"not within {seconds} s")
        time.sleep(0.02)
