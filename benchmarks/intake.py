"""The door under load: letters a second with every check on, and what is left after faults.

nginx in front, gunicorn with the real application, a durable PostgreSQL: key, proof of work,
schema, counts by address and contact, spam score, same-text look-up, one small picture in ten,
envelope, receipt, audit entry. Beside it a bare Django view that inserts the same rows. Every
letter comes from an address of its own, is sent once, and must be there exactly once.

Then web workers and PostgreSQL are killed (SIGKILL) in turn while people send and try again until
they hold a receipt: what was acknowledged is there, nothing is there twice.

Below 300 letters a second, or above 100 ms at the 99th percentile, it fails.
ZHANQUN_BENCH_SECONDS sets how long each of the two runs.
"""

import os
import random
import signal
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from _scratch import BASE, installation, keep, table
from _senders import Letter, doubled, letters, request_of, send
from _servers import Application, application, both

SECONDS = int(os.environ.get("ZHANQUN_BENCH_SECONDS", "10"))
EXPECTED_PER_SECOND = 450
AT_ONCE, WORKERS = 8, 2
RATE_MIN, P99_MAX_MS = 300, 100
HOST = "www.qingyun.localhost"
SENDERS, FAULT_SECONDS = 6, 12


def main() -> None:
    from zhanqun.config.commands import tools

    programs = tools.nginx(), tools.wrk()
    if not all(programs):
        raise SystemExit("nginx and wrk are needed")
    nginx, wrk = map(str, programs)
    with installation() as environment:
        _site(environment)
        environment |= {"DJANGO_SETTINGS_MODULE": "_door_settings"}
        ready = letters(SECONDS * EXPECTED_PER_SECOND)
        prepared = [request_of(letter, HOST, _photo()) for letter in ready]
        ours = _measured(nginx, wrk, environment, "ours", prepared)
        bare_one = environment | {"DJANGO_SETTINGS_MODULE": "_bare_door"}
        bare = _measured(nginx, wrk, bare_one, "bare", prepared)
        faults = _under_faults(environment)
    _tell(ours, bare, faults)


def _site(environment: dict[str, str]) -> None:
    """A portal whose form frame is published; nothing else is asked for."""
    from town import build_town
    from zhanqun.content.pages import api as pages
    from zhanqun.foundation.targets import Target, render

    town = build_town()
    frame = render(Target(town.portal.site_id, "form_shell", ""))
    assert frame is not None
    file = Path(environment["ZHANQUN_PUBLIC_ROOT"]) / HOST / pages.FORM_SHELL.lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(frame.body)


def _application(environment: dict[str, str]) -> AbstractContextManager[Application]:
    """As docs/zh/安装与运行.md sets up what the public sites ask: plain workers behind nginx."""
    return application(environment, workers=WORKERS, threads=1)


@contextmanager
def _served(nginx: str, environment: dict[str, str]) -> Iterator[tuple[Application, int]]:
    """The application behind our nginx."""
    import shutil

    for name in ("ours", "bare-nginx", "extra"):
        shutil.rmtree(BASE / name, ignore_errors=True)
    with _application(environment) as app, both(nginx, HOST, app.port) as (port, _bare):
        yield app, port


def _measured(
    nginx: str, wrk: str, environment: dict[str, str], name: str, prepared: list[bytes]
) -> dict[str, Any]:
    with _served(nginx, environment) as (_app, port):
        # Unmeasured: the first ones wait for imports and connections.
        send(wrk, BASE, port, prepared[:200], at_once=AT_ONCE, seconds=5)
        before = _last()
        found = send(wrk, BASE, port, prepared[200:], at_once=AT_ONCE, seconds=SECONDS)
    pages = _pages_since(before)
    found |= {"name": name, "stored": len(pages), "lost": _missing(found["receipts"])}
    found["doubled"] = doubled(pages)
    found["at_once"] = AT_ONCE
    told = {key: value for key, value in found.items() if key != "receipts"}
    print(f"{told}", flush=True)
    return found


def _photo() -> bytes:
    from zhanqun.core.attachments.tests.files import picture

    return picture("PNG")


def _last() -> int:
    """The newest envelope's key: runs send the same letters anew."""
    from zhanqun.core.intake.models import Envelope

    return Envelope.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _pages_since(last: int) -> list[str]:
    """Of each envelope stored since, the page that it reports."""
    from zhanqun.core.intake.models import Envelope

    rows = Envelope.objects.filter(pk__gt=last)
    return [payload["page"] for payload in rows.values_list("payload", flat=True)]


def _missing(receipts: list[str]) -> int:
    """Receipts without exactly one envelope."""
    from zhanqun.core.intake.models import Envelope

    numbers = {receipt.replace("-", "") for receipt in receipts}
    there = set(Envelope.objects.values_list("number", flat=True))
    return len(numbers - there) + len(receipts) - len(numbers)


class Sender(threading.Thread):
    """Somebody who sends letters, each until there is a receipt for it."""

    def __init__(self, port: int, prepared: list[Letter], until: float) -> None:
        super().__init__()
        self.port, self.prepared, self.until = port, prepared, until
        self.receipts: dict[str, str] = {}
        self.tries = 0

    def run(self) -> None:
        for letter in self.prepared:
            while time.monotonic() < self.until + 60:
                self.tries += 1
                number = _receipt(self.port, letter)
                if number:
                    self.receipts[letter.values["key"]] = number
                    break
                time.sleep(0.2)
            if time.monotonic() > self.until:
                return


def _receipt(port: int, letter: Letter) -> str:
    """The number on the receipt, "" where none came."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/intake/error-report/",
        data=urlencode(letter.values).encode(),
        headers={"Host": HOST, "X-Real-IP": letter.address},
    )
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            page = answer.read().decode()
    except (urllib.error.URLError, OSError, ValueError):
        return ""
    return page.partition('p-status__code">')[2].partition("<")[0].replace("-", "")


def _under_faults(environment: dict[str, str]) -> dict[str, Any]:
    """Acknowledged letters that are lost, and letters that are there twice, after every fault."""
    from zhanqun.core.intake.models import Envelope

    ready = letters(FAULT_SECONDS * 100)
    kills: list[str] = []
    before = _last()
    with _application(environment) as app:
        until = time.monotonic() + FAULT_SECONDS
        senders = [Sender(app.port, ready[at::SENDERS], until) for at in range(SENDERS)]
        for sender in senders:
            sender.start()
        while time.monotonic() < until - 3:
            time.sleep(random.uniform(0.8, 1.6))
            kills.append(_kill(app, len(kills)))
        for sender in senders:
            sender.join()
    receipts: dict[str, str] = {}
    for sender in senders:
        receipts |= sender.receipts
    numbers = set(Envelope.objects.values_list("number", flat=True))
    return {
        "kills": kills,
        "acknowledged": len(receipts),
        "tries": sum(sender.tries for sender in senders),
        "lost": len(set(receipts.values()) - numbers),
        "doubled": doubled(_pages_since(before)),
    }


def _kill(app: Application, turn: int) -> str:
    if turn % 3 == 2:
        _kill_database()
        return "database"
    worker = random.choice(app.processes()[1:])
    os.kill(worker, signal.SIGKILL)
    return "web worker"


def _kill_database() -> None:
    """The postmaster, without a chance to tidy up; then it is started anew."""
    from django.db import connections

    from zhanqun.config import database

    server = database.server_at(BASE / "postgres", durable=True)
    os.kill(int((server.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    connections.close_all()
    for _attempt in range(100):
        try:
            database.ensure_server(server)
            return
        except Exception:
            time.sleep(0.1)
    raise SystemExit("the database did not come back")


def _tell(ours: dict[str, Any], bare: dict[str, Any], faults: dict[str, Any]) -> None:
    rows = [
        (
            one["name"],
            f"{one['rate']:.0f}",
            f"{one['p50']:.1f}",
            f"{one['p95']:.1f}",
            f"{one['p99']:.1f}",
            len(one["receipts"]),
            one["stored"],
            one["lost"],
            one["statuses"],
        )
        for one in (ours, bare)
    ]
    head = ("", "a second", "p50 ms", "p95 ms", "p99 ms", "receipts", "stored", "lost", "answers")
    table(head, rows)
    ratio = ours["rate"] / bare["rate"]
    print(f"\nwith every check: {ratio:.2f} of the bare view")
    print(f"faults: {faults}")
    for one in (ours, bare):
        del one["receipts"]
    keep({"ours": ours, "bare": bare, "ratio": ratio, "faults": faults})
    if any(found[fault] for found in (ours, faults) for fault in ("lost", "doubled")):
        raise SystemExit("a letter was lost or doubled")
    if ours["rate"] < RATE_MIN or ours["p99"] > P99_MAX_MS:
        raise SystemExit(f"below {RATE_MIN} a second, or above {P99_MAX_MS} ms")


if __name__ == "__main__":
    main()
