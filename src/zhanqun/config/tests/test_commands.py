"""What `make` runs: steps that skip what is unchanged, children that stop together."""

import os
import signal
import socket
import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog

from zhanqun.config.commands import check, demo, preparation, steps, translations
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


SUPERVISED = """
import os, signal, sys
from pathlib import Path
from zhanqun.config.commands import steps, supervisor
supervisor.LOGS = Path(sys.argv[1])
signal.signal(signal.SIGTERM, signal.default_int_handler)
children = [supervisor.Child(name, ["sleep", seconds], dict(os.environ))
            for name, seconds in (("one", "60"), ("two", sys.argv[2]))]
announce = lambda: print("ready", *(child.process.pid for child in children), flush=True)
sys.exit(supervisor.supervise(children, announce=announce, is_ready=lambda: True))
"""


def supervised(folder, seconds: str) -> tuple[subprocess.Popen[str], list[int]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISED, str(folder), seconds], stdout=subprocess.PIPE, text=True
    )
    pids = [int(pid) for pid in process.stdout.readline().split()[1:]]
    assert len(pids) == 2
    return process, pids


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_when_told_to_stop_then_every_child_is_gone(tmp_path, number):
    process, pids = supervised(tmp_path, "60")

    process.send_signal(number)

    assert process.wait(20) == 0
    assert [pid for pid in pids if is_alive(pid)] == []


def test_given_a_child_that_dies_at_once_then_all_stop_and_it_says_so(tmp_path):
    process, pids = supervised(tmp_path, "0.5")

    output, _nothing = process.communicate(timeout=20)

    assert process.returncode == 1
    assert "two" in output
    assert [pid for pid in pids if is_alive(pid)] == []


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
