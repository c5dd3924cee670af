"""Child processes of the demo: started together, watched, and stopped together."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from zhanqun.config.commands.steps import LOGS, ROOT, say, tail

STOP_SECONDS = 25
READY_SECONDS = 60
# A child that dies this soon after its start is not worth starting again.
TOO_SOON_SECONDS = 10
LOOK_SECONDS = 0.2


@dataclass
class Child:
    """One process, with its output in var/log/<name>.log."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)

    @property
    def log(self) -> Path:
        return LOGS / f"{self.name}.log"

    def start(self) -> None:
        LOGS.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            # A session of its own: Ctrl-C reaches us alone, and we stop the children in order.
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started = time.monotonic()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait_or_kill(self, until: float) -> None:
        """Wait until that moment of the monotonic clock, then end the whole session."""
        if not self.process:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def supervise(
    children: list[Child], *, announce: Callable[[], None], is_ready: Callable[[], bool]
) -> int:
    """Run all children until Ctrl-C or SIGTERM comes (returns 0) or one cannot be kept up (1)."""
    try:
        return _run(children, announce, is_ready)
    except KeyboardInterrupt:
        return 0
    finally:
        # An impatient second Ctrl-C must not leave half of them running.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        _stop_all(children)


def _run(children: list[Child], announce: Callable[[], None], is_ready: Callable[[], bool]) -> int:
    for child in children:
        child.start()
    deadline = time.monotonic() + READY_SECONDS
    announced = False
    while True:
        for child in children:
            if child.has_ended() and not _restart(child):
                return 1
        if not announced and is_ready():
            announce()
            announced = True
        if not announced and time.monotonic() > deadline:
            say(f"{READY_SECONDS} 秒内未能就绪。 Not ready within {READY_SECONDS} s.")
            return 1
        time.sleep(LOOK_SECONDS)


def _restart(child: Child) -> bool:
    """Start a child again that has ended; False where it ended right after its start."""
    lived = time.monotonic() - child.started
    say(f"! {child.name} 意外退出 ended after {lived:.0f} s ({child.log})")
    if lived < TOO_SOON_SECONDS:
        say(tail(child.log))
        return False
    child.start()
    return True


def _stop_all(children: list[Child]) -> None:
    say("正在停止 stopping …")
    for child in children:
        child.ask_to_stop()
    until = time.monotonic() + STOP_SECONDS
    for child in children:
        child.wait_or_kill(until)
