"""The watch as it runs: a process of its own, real events, seconds that count."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from zhanqun.delivery.integrity import queries
from zhanqun.delivery.integrity.models import Incident, Sweep
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.delivery.staticsite.models import PublishedFile
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.targets import Rendered, Target, TargetKind, target_kinds

MANAGE = Path(settings.ROOT) / "manage.py"
RESTORED_SECONDS = 2.0


class Leaflet(TargetKind):
    """Pages that say something else each time they are drawn."""

    number = 0

    def render(self, target: Target) -> Rendered | None:
        depends_on("leaflet")
        Leaflet.number += 1
        body = f"<p>{target.key} {Leaflet.number} {'传单' * 300}</p>".encode()
        return Rendered(f"/leaflets/{target.key}.html", body)

    def opened_by(self, key: str, site_id: int) -> list[Target]:
        return []

    def all_for_site(self, site_id: int) -> list[Target]:
        return []


@pytest.fixture(scope="module")
def watching(guarded) -> Iterator[subprocess.Popen[bytes]]:
    started, sweeps = clock.now(), Sweep.objects.count()
    command = [sys.executable, str(MANAGE), "watch_files"]
    with (guarded.root.parents[1] / "watch.log").open("wb") as said:
        process = subprocess.Popen(command, env=os.environ | guarded.environment, stderr=said)
    try:
        wait_until(lambda: (queries.last_heartbeat() or started) > started, 60)
        wait_until(lambda: Sweep.objects.count() > sweeps, 60)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def wait_until(holds: Callable[[], bool], seconds: float) -> float:
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < seconds, "it did not happen"
        time.sleep(0.01)
    return time.monotonic() - started


def test_given_the_first_sweep_then_nothing_is_wrong_and_its_figures_are_kept(guarded, watching):
    swept = queries.last_sweep()
    files = sum(file.is_file() for file in guarded.root.parent.glob("*/**/*"))

    assert (swept.faults, swept.files) == (0, files)
    assert queries.guard_health(clock.now()).is_ok


def test_given_files_altered_deleted_and_foreign_then_all_is_back_within_two_seconds(
    guarded, watching
):
    before = guarded.contents()

    (guarded.root / guarded.page).write_bytes(b"<p>hacked</p>")
    (guarded.root / "index.html.gz").unlink()
    (guarded.root / "gzdt" / "shell.php").write_bytes(b"<?php ?>")
    (guarded.root / "gzdt" / "index.html").chmod(0o666)

    took = wait_until(lambda: guarded.contents() == before, RESTORED_SECONDS * 3)
    wanted = {
        ("changed", guarded.page),
        ("deleted", "index.html.gz"),
        ("foreign", "gzdt/shell.php"),
        ("changed", "gzdt/index.html"),
    }
    seen = Incident.objects.filter(found_by="watch").values_list("kind", "path")
    wait_until(lambda: wanted <= set(seen.all()), 10)
    assert took < RESTORED_SECONDS


def test_given_two_hundred_publications_then_there_is_no_false_alarm(
    guarded, watching, monkeypatch
):
    monkeypatch.setitem(target_kinds._entries, "leaflet", Leaflet())
    known = Incident.objects.count()
    publisher = staticsite.SitePublisher(guarded.site_id)

    for number in range(200):
        publisher.refresh(Target(guarded.site_id, "leaflet", str(number % 20)))
    (guarded.root / "end.html").write_bytes(b"foreign")

    wait_until(lambda: Incident.objects.filter(path="end.html").exists(), 30)
    assert Incident.objects.count() == known + 1
    assert PublishedFile.objects.filter(kind="leaflet").count() == 20


def test_given_a_second_watch_then_it_says_so_and_leaves(guarded, watching):
    with pytest.raises(CommandError, match="另一个防篡改监控进程正在运行"):
        call_command("watch_files")
