"""Killed between any two steps, a publisher ends where a build from nothing would."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from django.db import connection, connections

from town import Town, build_town
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.review import api as review
from zhanqun.delivery.staticsite import queries
from zhanqun.delivery.staticsite.models import DrawnBatch, PublishedFile, StaleTarget, Urgency
from zhanqun.delivery.staticsite.publisher import SitePublisher, work_off
from zhanqun.delivery.staticsite.running import run_for_ever
from zhanqun.delivery.staticsite.tests.working import drain
from zhanqun.delivery.staticsite.tree import NEW
from zhanqun.delivery.staticsite.waiting import note

# Steps at which a publisher is held and killed: what it is about to write.
STEPS = (
    "insert on zq_staticsite_staletarget",
    "update on zq_staticsite_pendingchange",
    "insert on zq_staticsite_publishedfile",
    "insert on zq_staticsite_drawnbatch",
    "insert on zq_staticsite_refresh",
    "delete on zq_staticsite_staletarget",
    "delete on zq_staticsite_drawnbatch",
)
# And at any moment, so many seconds after it began.
MOMENTS = (0.02, 0.06, 0.12, 0.2, 0.3)


def test_given_kills_between_any_two_steps_then_the_tree_equals_a_build_from_nothing(
    cloned_database, public_root, settings, tmp_path
):
    town = build_town()
    articles = [town.published(f"第{number}条") for number in range(3)]
    review.withdraw(
        uid=articles[0].uid, kind="error", note="有误", by=town.people["signer"], now=town.now
    )
    kills = []
    for number, step in enumerate(STEPS):
        change(articles[1 + number % 2], f"第{number}次改")
        with held_at(step), publisher() as process:
            wait_until_held()
            kills.append(kill(process))
        assert StaleTarget.objects.exists() or DrawnBatch.objects.exists() or waits(), step
    for number, seconds in enumerate(MOMENTS):
        change(articles[1 + number % 2], f"又第{number}次改")
        with publisher() as process:
            time.sleep(seconds)
            kills.append(kill(process))
    assert kills == [-signal.SIGKILL] * 12

    drain(seconds=1)
    work_off(1)
    assert not waits()
    assert not DrawnBatch.objects.exists()
    # What was being written has no name yet; readers never see it, and the night takes it away.
    sites = (town.portal.site_id, town.bureau_site.site_id)
    left = [name for site in sites for name in SitePublisher(site).delete_orphans()]
    assert all(Path(name).name.startswith(NEW) for name in left)
    grown, remembered = snapshot(public_root), memory()
    assert any("又第4次改".encode() in body for body in grown.values())
    rebuild(town, settings, tmp_path / "anew")
    anew = snapshot(tmp_path / "anew")
    assert {name for name in anew.keys() | grown if anew.get(name) != grown.get(name)} == set()
    assert memory() == remembered


def change(article: Article, title: str) -> None:
    """As an act of the gate leaves it."""
    Article.objects.filter(pk=article.pk).update(title=title)
    columns = article.placements.values_list("column_id", flat=True)
    about = [library.article_key(article.uid), library.heading_key(article.uid)]
    keys = [*about, *map(library.top_key, columns)]
    note(keys, [], Urgency.EMERGENCY)


def waits() -> bool:
    return queries.waiting_changes() > 0


@contextmanager
def publisher() -> Iterator[BaseProcess]:
    """A process of its own, on a connection of its own."""
    connections.close_all()
    process = get_context("fork").Process(target=run_for_ever, args=[lambda: True])
    process.start()
    yield process


def kill(process: BaseProcess) -> int | None:
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    # Its connection ends with it; the server would notice only after the statement.
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
            " and backend_type = 'client backend'"
        )
    return process.exitcode


@contextmanager
def held_at(step: str) -> Iterator[None]:
    """Whoever comes to this step sleeps there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create or replace function hold() returns trigger language plpgsql as"
            " $$ begin perform pg_sleep(60); return coalesce(new, old); end $$"
        )
        cursor.execute(f"create trigger held before {step} for each row execute function hold()")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"drop trigger held on {step.split()[-1]}")


def wait_until_held() -> None:
    until = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(
                "select 1 from pg_stat_activity"
                " where datname = current_database() and wait_event = 'PgSleep'"
            )
            if cursor.fetchone():
                return
            time.sleep(0.01)
    raise AssertionError("it never came to this step")


def rebuild(town: Town, settings, root: Path) -> None:
    PublishedFile.objects.all().delete()
    settings.ZHANQUN_PUBLIC_ROOT = root
    for site in (town.portal, town.bureau_site):
        list(SitePublisher(site.site_id).build())


def snapshot(root: Path) -> dict[str, bytes]:
    """What lies in the folders of the sites; the mark of the public folder is none of it."""
    files = (file for site in root.iterdir() if site.is_dir() for file in site.rglob("*"))
    return {str(file.relative_to(root)): file.read_bytes() for file in files if file.is_file()}


def memory() -> set[tuple[object, ...]]:
    rows = PublishedFile.objects.values_list("site_id", "kind", "key", "path", "sha256", "keys")
    return {(*facts, tuple(keys)) for *facts, keys in rows}
