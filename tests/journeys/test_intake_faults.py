"""The web process is killed while letters come in: what was acknowledged is there, once."""

import http.client
import os
import signal
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from journeys.conftest import PORTAL, RunningTown, wait_until
from zhanqun.core.intake import api as intake
from zhanqun.core.intake import keys, proofs
from zhanqun.core.intake.models import Envelope
from zhanqun.foundation import clock

pytestmark = pytest.mark.browser
SENDERS, EACH = 4, 8


def test_given_letters_coming_in_when_the_web_process_is_killed_then_each_is_there_once(
    running_town: RunningTown,
):
    running_town.wait_for(PORTAL, "/_/form.html")
    before = Envelope.objects.count()
    some_are_in = threading.Event()

    def send_all(sender: int) -> list[str]:
        receipts = []
        for serial in range(EACH):
            receipts.append(_sent_until_acknowledged(running_town.port, f"{sender}-{serial}"))
            if serial == 1:
                some_are_in.set()
        return receipts

    with ThreadPoolExecutor(SENDERS) as senders:
        sending = [senders.submit(send_all, sender) for sender in range(SENDERS)]
        assert some_are_in.wait(30)
        for worker in _workers(running_town.port):
            os.kill(worker, signal.SIGKILL)
        numbers = [number for sent in sending for number in sent.result()]

    there = set(Envelope.objects.values_list("number", flat=True))
    assert set(numbers) <= there
    assert len(set(numbers)) == SENDERS * EACH == Envelope.objects.count() - before


def _sent_until_acknowledged(port: int, serial: str) -> str:
    """Send one form until its receipt comes back; returns the number on it."""
    key = keys.new_key(intake.ERROR_REPORT_CODE, clock.now())
    values = {
        "page": f"http://{PORTAL}/{serial}",
        "sort": "other",
        "text": f"第{serial}处有错。",
        "key": key.token,
        "passed": proofs.passed(key),
        "act": "send",
    }
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}{intake.form_path(intake.ERROR_REPORT_CODE)}",
        data=urlencode(values).encode(),
        headers={"Host": f"{PORTAL}:{port}"},
    )
    found: list[str] = []

    def is_acknowledged() -> bool:
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                page = answer.read().decode()
        except (OSError, http.client.HTTPException):  # an answer may break off in its middle, too
            time.sleep(0.2)
            return False
        found.append(page.partition('p-status__code">')[2].partition("<")[0].replace("-", ""))
        return bool(found[-1])

    wait_until(is_acknowledged, f"letter {serial} is acknowledged")
    return found[-1]


def _workers(port: int) -> list[int]:
    """The processes that answer: children of the one that listens on this port."""
    address = f"127.0.0.1:{port}".encode()
    ours = {
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if address in _read(folder / "cmdline").split(b"\0")
    }
    return [pid for pid in ours if _parent(pid) in ours]


def _parent(pid: int) -> int:
    return int(_read(Path(f"/proc/{pid}/stat")).rpartition(b")")[2].split()[1])


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
