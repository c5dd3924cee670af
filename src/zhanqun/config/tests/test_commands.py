"""What `make` runs: steps that skip what is unchanged, children that stop together."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from babel.messages.catalog import Catalog

from zhanqun.config.commands import check, demo, preparation, steps, supervisor, translations
from zhanqun.config.commands.steps import CommandFailed


@pytest.fixture(autouse=True)
def own_var(tmp_path, monkeypatch):
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "stamps")
    monkeypatch.setattr(steps, "LOGS", tmp_path / "log")


def done_once(source, result) -> bool:
    with steps.step_once("work", "work", [source], result=result) as changed:
        return changed


def test_given_a_step_done_then_it_is_due_again_when_its_input_or_its_result_changes(tmp_path):
    source, result = tmp_path / "source", tmp_path / "result"
    source.write_text("one")
    result.touch()

    assert done_once(source, result)
    assert not done_once(source, result)

    source.write_text("two")
    assert done_once(source, result)

    result.unlink()
    assert done_once(source, result)


def test_given_a_step_that_fails_then_it_is_due_again(tmp_path):
    for _time in range(2):
        with (
            pytest.raises(ZeroDivisionError),
            steps.step_once("work", "work", ["same"], result=tmp_path) as changed,
        ):
            assert changed
            raise ZeroDivisionError


def test_given_a_command_that_fails_then_its_last_words_are_shown():
    with pytest.raises(CommandFailed, match="no such thing"):
        steps.run_logged(
            "bad", [sys.executable, "-c", "raise SystemExit('no such thing')"], dict(os.environ)
        )


def test_given_a_port_in_use_then_the_message_names_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandFailed, match=f"make demo PORT={port + 80}"):
            demo.check_port(port)


def test_given_an_old_node_then_the_message_names_the_version_needed(tmp_path, monkeypatch):
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho v18.20.1\n")
    node.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    with pytest.raises(CommandFailed, match=r"Node.js 20 .*v18\.20\.1"):
        preparation.check_node()


# Two real children; each writes its number into a file of its own at every start. Ready is when
# the vital one has begun.
SUPERVISED = """
import os, sys
from pathlib import Path
from zhanqun.config.commands import supervisor
folder = supervisor.LOGS = Path(sys.argv[1])
def child(name, then, vital):
    script = f"echo $$ >> {folder}/{name}.pids; {then}"
    return supervisor.Child(name, ["sh", "-c", script], dict(os.environ), is_vital=vital)
children = [child("web", sys.argv[2], True), child("worker", sys.argv[3], False)]
sys.exit(supervisor.supervise(
    children, announce=lambda: print("ready", flush=True), is_ready=(folder / "begun").exists))
"""
BEGINS = "touch {folder}/begun; exec sleep 60"


class Supervised:
    def __init__(self, folder, *, web: str = BEGINS, worker: str = "exec sleep 60") -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISED, str(folder), web.format(folder=folder), worker],
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait_until_ready(self) -> None:
        assert "ready" in iter(lambda: self.process.stdout.readline().strip(), "")
        wait_until(lambda: len(self.numbers("worker")) == 1)

    def next_line(self) -> str:
        return self.process.stdout.readline()

    def numbers(self, name: str) -> list[int]:
        path = self.folder / f"{name}.pids"
        return [int(number) for number in path.read_text().split()] if path.exists() else []

    def alive(self) -> list[int]:
        return [pid for pid in self.numbers("web") + self.numbers("worker") if is_alive(pid)]

    def end(self) -> int:
        self.process.terminate()
        return self.process.wait(20)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_when_told_to_stop_then_every_child_is_gone(tmp_path, number):
    supervised = Supervised(tmp_path)
    supervised.wait_until_ready()

    supervised.process.send_signal(number)

    assert supervised.process.wait(20) == 0
    assert supervised.alive() == []


def test_given_a_child_that_keeps_dying_then_it_is_started_again_after_growing_pauses(tmp_path):
    supervised = Supervised(tmp_path, worker="exit 3")

    said = "".join(supervised.next_line() for _line in range(4))

    assert "worker 意外退出，1 秒后重新启动" in said
    assert "worker 意外退出，2 秒后重新启动" in said
    assert "starting again in 5 s" in said
    assert len(supervised.numbers("worker")) == 3
    assert len(supervised.numbers("web")) == 1
    assert supervised.end() == 0
    assert supervised.alive() == []


def test_given_the_web_process_killed_once_it_was_ready_then_it_comes_again(tmp_path):
    supervised = Supervised(tmp_path)
    supervised.wait_until_ready()

    os.kill(supervised.numbers("web")[0], signal.SIGKILL)

    assert "web 意外退出，1 秒后重新启动" in supervised.next_line()
    wait_until(lambda: len(supervised.numbers("web")) == 2)
    assert supervised.end() == 0
    assert supervised.alive() == []


def test_given_a_web_process_that_cannot_start_then_all_stop_and_its_last_words_are_shown(
    tmp_path,
):
    (tmp_path / "web.log").write_text("of the day before\n")

    supervised = Supervised(tmp_path, web="echo no such module; exit 1")

    said, _nothing = supervised.process.communicate(timeout=20)
    assert supervised.process.returncode == 1
    assert "no such module" in said
    assert "of the day before" not in said
    assert "web 无法启动" in said
    assert supervised.alive() == []


@pytest.mark.parametrize(
    ("early_ends", "lived", "pause"),
    [(0, 0, 1), (1, 0, 2), (2, 0, 5), (3, 59, 10), (5, 0, 30), (50, 0, 30), (50, 61, 1)],
)
def test_the_pause_grows_to_half_a_minute_and_is_short_again_after_a_good_start(
    early_ends, lived, pause
):
    child = supervisor.Child("worker", [], {})
    child.early_ends, child.started = early_ends, time.monotonic() - lived

    assert child.pause_seconds() == pause


def wait_until(holds) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def english(**translated: str) -> Catalog:
    catalogue = Catalog(locale="en")
    for message, text in translated.items():
        catalogue.add(message, text)
    return catalogue


@pytest.mark.parametrize(
    ("catalogue", "fault"),
    [
        (english(共多少条="%(count)s items"), "is translated with placeholders it does not have"),
        (english(共多少条=""), "has no translation"),
        (english(), "has no translation"),
        (english(共多少条="Items"), ""),
    ],
)
def test_what_counts_as_a_missing_translation(catalogue, fault):
    assert translations.fault_of(catalogue, "共多少条", None) == fault


def test_every_word_of_the_public_templates_is_found():
    found = {message for _place, (message, _context) in translations.public_messages()}

    assert "跳到主要内容" in found


@pytest.mark.parametrize(
    ("line", "found"),
    [("https://registry.npm" + "js.org/x", True), ("see the registry", False)],
)
def test_what_counts_as_the_address_of_a_registry(line, found):
    assert bool(check.REGISTRY_HOSTS.search(line)) == found
