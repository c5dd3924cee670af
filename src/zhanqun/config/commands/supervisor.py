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
# How long to wait before each new start of a child that keeps dying; the last one stays.
PAUSES_SECONDS = (1, 2, 5, 10, 20, 30)
# A child that lived so long had begun well: its next pause is the first again.
SETTLED_SECONDS = 60
LOOK_SECONDS = 0.2


@dataclass
class Child:
    """One process, with its output in var/log/<name>.log.

    is_vital: without it there is nothing to be ready, so its first start must succeed.
    """

    name: str
    command: list[str]
    environment: dict[str, str]
    is_vital: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    # Moments of the monotonic clock.
    started: float = field(default=0.0, init=False)
    start_again: float | None = field(default=None, init=False)
    early_ends: int = field(default=0, init=False)
    # Where in the log the output of this start begins.
    log_start: int = field(default=0, init=False)

    @property
    def log(self) -> Path:
        return LOGS / f"{self.name}.log"

    def start(self) -> None:
        LOGS.mkdir(parents=True, exist_ok=True)
        self.start_again = None
        with self.log.open("ab") as output:
            self.log_start = output.tell()
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

    def pause_seconds(self) -> int:
        """How long to wait before starting it again, now that it has ended."""
        lived = time.monotonic() - self.started
        self.early_ends = 1 if lived >= SETTLED_SECONDS else self.early_ends + 1
        return PAUSES_SECONDS[min(self.early_ends, len(PAUSES_SECONDS)) - 1]

    def last_words(self) -> str:
        """The end of what it wrote since its last start."""
        return tail(self.log, since=self.log_start)

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
    """Run all children until Ctrl-C or SIGTERM comes (returns 0).

    A child that ends is started again after a pause. Returns 1 only where a vital one ends before
    everything was ready for the first time, or nothing becomes ready.
    """
    told: list[int] = []
    # Only noted: an exception in the middle of a start would lose sight of the new process, and an
    # impatient second Ctrl-C would leave half of them running.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: told.append(number))
    try:
        return _run(children, announce, is_ready, told)
    finally:
        _stop_all(children)


def _run(
    children: list[Child],
    announce: Callable[[], None],
    is_ready: Callable[[], bool],
    told: list[int],
) -> int:
    for child in children:
        child.start()
    deadline = time.monotonic() + READY_SECONDS
    announced = False
    while not told:
        for child in children:
            if not child.has_ended():
                continue
            if child.is_vital and not announced:
                _say_it_cannot_start(child)
                return 1
            _start_again_in_time(child)
        if not announced and is_ready():
            announce()
            announced = True
        if not announced and time.monotonic() > deadline:
            say(f"{READY_SECONDS} 秒内未能就绪。 Not ready within {READY_SECONDS} s.")
            return 1
        time.sleep(LOOK_SECONDS)
    return 0


def _start_again_in_time(child: Child) -> None:
    """Say that a child has ended and when it comes again; start it once that time has come."""
    now = time.monotonic()
    if child.start_again is None:
        pause = child.pause_seconds()
        child.start_again = now + pause
        say(
            f"! {child.name} 意外退出，{pause} 秒后重新启动。"
            f" {child.name} ended unexpectedly, starting again in {pause} s ({child.log})"
        )
    elif now >= child.start_again:
        child.start()


def _say_it_cannot_start(child: Child) -> None:
    say(child.last_words())
    say(
        f"! {child.name} 无法启动，原因见以上日志。"
        f" {child.name} cannot start; the log above says why ({child.log})"
    )


def _stop_all(children: list[Child]) -> None:
    say("正在停止 stopping …")
    for child in children:
        child.ask_to_stop()
    until = time.monotonic() + STOP_SECONDS
    for child in children:
        child.wait_or_kill(until)
