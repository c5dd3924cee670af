"""With real commits and publishers in processes of their own, as an installation runs."""

import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from town import Town
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.review import api as review
from zhanqun.delivery.staticsite import queries, waiting
from zhanqun.delivery.staticsite.models import PendingChange, Refresh, StaleTarget, Urgency
from zhanqun.delivery.staticsite.publisher import SitePublisher, work_off
from zhanqun.delivery.staticsite.running import (
    HEARTBEAT,
    LOOK_SECONDS,
    SOON_SECONDS,
    seconds_to_wait,
)
from zhanqun.delivery.staticsite.tests.working import another_connection, drain
from zhanqun.foundation import clock

MANAGE = Path(django_settings.ROOT) / "manage.py"


class Installation:
    """A town with its own database and files, and publishers that make these."""

    def __init__(self, folder: Path, environment: dict[str, str], town: Town) -> None:
        self.public = folder / "test" / "public"
        self.environment = environment | {
            "ZHANQUN_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "zhanqun.config.settings.test",
        }
        self.town = town
        self.site = self.public / "jtj.qingyun.localhost"
        self.said = folder / "publisher.log"

    def start_publisher(self, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(MANAGE), "run_publisher", *options]
        with self.said.open("ab") as said:
            return subprocess.Popen(command, env=self.environment, stderr=said)

    def work_off(self) -> None:
        """What `run_publisher --until-empty` does, here."""
        work_off(math.inf)

    def page(self, article: Article) -> Path:
        return self.site / Article.objects.get(pk=article.pk).address[1:]


@pytest.fixture
def installation(cloned_database, kept_town, settings, tmp_path) -> Installation:
    settings.ZHANQUN_PUBLIC_ROOT = tmp_path / "test" / "public"
    settings.ZHANQUN_PRIVATE_ROOT = tmp_path / "test" / "private"
    (tmp_path / "static-built").symlink_to(settings.VAR / "static-built")
    return Installation(tmp_path, cloned_database.environment(), kept_town.restore())


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.01)


def test_given_an_act_then_it_leaves_one_change_whatever_the_sites(town):
    PendingChange.objects.all().delete()

    article = town.published()

    library.place(
        article=article,
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )
    offer = library.offers_visible_to(town.people["editor"]).get()
    library.adopt(uid=offer.uid, by=town.people["editor"], now=town.now)

    bureau, portal = town.bureau_site.site_id, town.portal.site_id
    changes = PendingChange.objects.order_by("id")
    assert [change.site_ids for change in changes] == [[bureau], [portal]]
    assert {change.urgency for change in changes} == {Urgency.NEWS}


def test_given_no_publisher_when_published_then_the_page_comes_once_when_one_starts(installation):
    article = installation.town.published()
    assert not installation.public.exists()

    assert installation.start_publisher("--until-empty").wait(60) == 0

    page = installation.page(article)
    assert "青云江大桥恢复通车" in page.read_text()
    made = page.stat().st_mtime_ns
    assert installation.start_publisher("--until-empty").wait(60) == 0
    assert page.stat().st_mtime_ns == made
    assert [row.outcome for row in Refresh.objects.filter(path=article.address)] == ["written"]


def test_given_a_running_publisher_then_pages_come_within_seconds_also_where_a_notice_is_lost(
    installation,
):
    installation.work_off()
    publisher = installation.start_publisher()
    try:
        article = installation.town.published()
        wait_until(installation.page(article).exists)
        wait_until(lambda: "恢复通车" in (installation.site / "index.html").read_text())
        wait_until(nothing_waits)

        installation.page(article).unlink()
        PendingChange.objects.create(
            keys=[library.article_key(article.uid)], urgency=Urgency.EMERGENCY
        )
        wait_until(installation.page(article).exists)
    finally:
        publisher.terminate()
        assert publisher.wait(30) == 0


def test_given_a_database_that_drops_its_connections_then_what_is_published_after_comes_too(
    installation,
):
    installation.work_off()
    publisher = installation.start_publisher()
    try:
        installation.town.published("断线之前")
        wait_until(nothing_waits)
        drop_other_connections()
        second = installation.town.published("断线之后")
        wait_until(installation.page(second).exists)
    finally:
        publisher.terminate()
        assert publisher.wait(30) == 0


def test_given_a_database_that_is_away_for_a_while_then_the_same_publisher_goes_on(
    installation, cloned_database
):
    installation.work_off()
    publisher = installation.start_publisher()
    try:
        installation.town.published("中断之前")
        wait_until(nothing_waits)
        with database_away(cloned_database.name):
            wait_until(lambda: "the database is away" in installation.said.read_text())
            assert publisher.poll() is None
        second = installation.town.published("恢复之后")
        wait_until(installation.page(second).exists)
    finally:
        publisher.terminate()
        assert publisher.wait(30) == 0


def test_given_a_database_that_is_away_when_told_to_stop_then_the_publisher_stops(
    installation, cloned_database
):
    with database_away(cloned_database.name):
        publisher = installation.start_publisher()
        wait_until(lambda: "the database is away" in installation.said.read_text())

        publisher.terminate()

        assert publisher.wait(10) == 0


@pytest.mark.parametrize("when", ["before the act", "in the act"])
def test_given_a_database_that_is_away_then_publishing_says_so_and_is_done_once_when_it_is_back(
    installation, cloned_database, when
):
    town = installation.town
    article = town.draft()
    town.approve(article)
    signer = Client(raise_request_exception=False)
    signer.force_login(town.people["signer"])
    address = reverse("review:article", args=[article.uid])
    signer.get(address)

    with (
        database_away(cloned_database.name)
        if when == "before the act"
        else connection_that_breaks_in_the_act()
    ):
        refused = signer.post(address, {"act": "publish"})

    assert refused.status_code == 503
    assert "数据库暂时连接不上" in refused.content.decode()
    assert refused.headers["Retry-After"] == "30"
    connection.close()
    assert not Article.objects.get(pk=article.pk).live
    assert not article.publications.exists()
    installation.work_off()
    assert not list(installation.site.glob("a/*/*.html"))

    for _press in range(2):
        assert signer.post(address, {"act": "publish"}).status_code == 302
    installation.work_off()

    assert article.publications.count() == 1
    assert installation.page(article).exists()
    assert [row.outcome for row in Refresh.objects.filter(path=article_path(article))] == [
        "written"
    ]


def test_given_two_people_who_publish_at_once_then_lists_and_pages_show_both_texts_once(
    installation,
):
    town = installation.town
    articles = [town.draft(f"第{number}篇") for number in (1, 2)]
    for article in articles:
        town.approve(article)
    publisher = installation.start_publisher()
    try:
        # Each text is published by two people.
        press_at_once([partial(publish, town, article) for article in articles * 2])
        wait_until(lambda: all(installation.page(article).exists() for article in articles))
        wait_until(nothing_waits)
    finally:
        publisher.terminate()
        publisher.wait(30)

    assert [article.publications.count() for article in articles] == [1, 1]
    for name in ("gzdt/index.html", "gzdt/list-1.html", "gzdt/feed.xml", "index.html"):
        page = (installation.site / name).read_text()
        assert all(article.title in page for article in articles), name
    assert {outcome for _target, outcome in SitePublisher(town.bureau_site.site_id).build()} == {
        "unchanged"
    }


def test_given_an_edit_published_behind_the_first_text_then_the_edit_stands(installation):
    town = installation.town
    article = town.published("旧标题")
    library.save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content={"title": "新标题"},
        by=town.people["officer"],
        now=town.later(minutes=1),
    )
    town.publish(article)

    installation.work_off()

    for name in (installation.page(article), installation.site / "gzdt" / "index.html"):
        assert ("新标题" in name.read_text(), "旧标题" in name.read_text()) == (True, False)


def test_given_an_act_then_publishers_hear_of_it_when_it_commits_and_not_before(cloned_database):
    with waiting.listening() as notices, another_connection() as beside:

        def note_and_hold() -> None:
            with transaction.atomic():
                waiting.note([], [], Urgency.NEWS)
                is_noted.set()
                may_commit.wait(10)

        is_noted, may_commit = threading.Event(), threading.Event()
        act = beside(note_and_hold)
        is_noted.wait(10)
        assert not notices.wait(0.2)

        may_commit.set()

        assert notices.wait(10)
        act.result()
        assert not notices.wait(0)


def test_given_two_publishers_then_the_second_says_so_and_goes_on_where_the_first_is_killed(
    installation,
):
    first = installation.start_publisher()
    wait_until(lambda: beats() == 1)
    second = installation.start_publisher()
    try:
        wait_until(lambda: "另一个发布进程也在运行" in installation.said.read_text())
        articles = [installation.town.published(f"第{number}条") for number in range(6)]
        wait_until(lambda: any(installation.page(article).exists() for article in articles))
        first.kill()
        first.wait()
        articles.append(installation.town.published("又一条"))
        wait_until(nothing_waits)
    finally:
        second.terminate()
        assert second.wait(30) == 0

    assert all(installation.page(article).exists() for article in articles)
    for site in (installation.town.portal, installation.town.bureau_site):
        assert {outcome for _target, outcome in SitePublisher(site.site_id).build()} == {
            "unchanged"
        }


@pytest.mark.django_db
def test_given_pages_that_are_not_yet_due_then_the_publisher_waits_for_the_first_of_them(town):
    drain()
    PendingChange.objects.all().delete()
    StaleTarget.objects.all().delete()
    now = clock.now()
    assert seconds_to_wait(now) == LOOK_SECONDS

    for number, seconds in enumerate((0.7, 0.3, 60)):
        due_at = now + timedelta(seconds=seconds)
        StaleTarget.objects.create(
            site_id=town.portal.site_id,
            kind="list",
            key=str(number),
            urgency=Urgency.NEWS,
            rank=0,
            due_at=due_at,
        )

    assert seconds_to_wait(now) == 0.3
    assert seconds_to_wait(now + timedelta(seconds=1)) == SOON_SECONDS


def test_given_an_act_that_is_rolled_back_then_no_change_is_left(installation):
    town = installation.town
    installation.work_off()
    article = town.draft()
    town.approve(article)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        review.publish(uid=article.uid, by=town.people["signer"], now=town.now)
        raise ZeroDivisionError

    assert not PendingChange.objects.filter(done_at=None).exists()


def test_given_a_publisher_killed_half_way_then_the_next_one_ends_where_a_build_would(installation):
    town = installation.town
    for number in range(12):
        town.published(f"第{number}条工作动态")
    publisher = installation.start_publisher()
    wait_until(lambda: len(list(installation.site.glob("a/*/*.html"))) > 3)
    os.kill(publisher.pid, signal.SIGKILL)
    publisher.wait()
    assert not nothing_waits()

    installation.work_off()

    assert nothing_waits()
    for site in (town.portal, town.bureau_site):
        outcomes = {outcome for _target, outcome in SitePublisher(site.site_id).build()}
        assert outcomes == {"unchanged"}
    articles = Refresh.objects.filter(path__startswith="/a/").exclude(outcome="unchanged")
    assert articles.count() == 12


def drop_other_connections() -> None:
    """What a restart of the server does to a publisher."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
            " and backend_type = 'client backend'"
        )


def beats() -> int:
    return review.Heartbeat.objects.filter(name=HEARTBEAT).count()


def nothing_waits() -> bool:
    return queries.waiting_changes() == 0


@contextmanager
def database_away(name: str) -> Iterator[None]:
    """A server that lets nobody in, as while it starts again."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'alter database "{name}" allow_connections false')
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = %s and backend_type = 'client backend'",
            [name],
        )
        try:
            yield
        finally:
            cursor.execute(f'alter database "{name}" allow_connections true')


def publish(town: Town, article: Article) -> None:
    review.publish(uid=article.uid, by=town.people["signer"], now=town.now)


def press_at_once(acts: list[Callable[[], None]]) -> None:
    """Each in a thread with a connection of its own; the first failure is raised."""
    start = threading.Barrier(len(acts))

    def press(act: Callable[[], None]) -> None:
        try:
            start.wait(10)
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as people:
        list(people.map(press, acts))


def article_path(article: Article) -> str:
    return Article.objects.get(pk=article.pk).address


@contextmanager
def connection_that_breaks_in_the_act() -> Iterator[None]:
    """The server goes away when all is written and nothing is committed."""

    def end(_change: review.Change) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(pg_backend_pid())")

    review.changes.register("test", end)
    try:
        yield
    finally:
        del review.changes._entries["test"]
