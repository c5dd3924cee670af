"""What is refreshed when: failures hold nobody up, small changes go first, none is missed."""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from threading import Event

import pytest
from django.db import transaction

from town import build_town
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.review import api as review
from zhanqun.content.review.api import Publication
from zhanqun.content.sites import api as sites
from zhanqun.delivery.staticsite import batches, expanding, overhauls, queries, stale
from zhanqun.delivery.staticsite.batches import Pace
from zhanqun.delivery.staticsite.models import (
    DrawnBatch,
    Overhaul,
    PendingChange,
    PublishedFile,
    Refresh,
    StaleTarget,
    Urgency,
)
from zhanqun.delivery.staticsite.publisher import SitePublisher, step, work_off
from zhanqun.delivery.staticsite.tests.working import another_connection, drain
from zhanqun.delivery.staticsite.waiting import note
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.targets import Rendered, Target, TargetKind, target_kinds


class Board(TargetKind):
    """A kind of this test's own: a page on one site that shows the title of one article.

    copies: pages of it. drawn: how many were drawn.
    before_drawing: called after the page has read, and before it is stored.
    """

    def __init__(self, site_id: int, article: Article, path: str = "/board.html") -> None:
        self.site_id, self.uid, self.path = site_id, article.uid, path
        self.copies, self.drawn = 1, 0
        self.is_broken = False
        self.before_drawing = lambda: None

    def render(self, target: Target) -> Rendered:
        if self.is_broken:
            raise ValueError("the board is broken")
        depends_on(library.article_key(self.uid))
        title = Article.objects.get(uid=self.uid).title
        self.before_drawing()
        self.drawn += 1
        return Rendered(self.path.replace(".", f"{target.key}."), title.encode())

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        is_opened = key == library.article_key(self.uid) and site_id == self.site_id
        return [Target(site_id, "board", "")] if is_opened else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        keys = ["", *map(str, range(1, self.copies))] if site_id == self.site_id else []
        return [Target(site_id, "board", key) for key in keys]


@pytest.fixture
def put_up(monkeypatch):
    """Registers a board for the length of one test."""

    def put_up(board: Board) -> Board:
        monkeypatch.setitem(target_kinds._entries, "board", board)
        return board

    return put_up


@pytest.fixture
def small_batches(monkeypatch) -> None:
    """Three pages at a time where nobody waits."""
    for name in ("BULK_MIN", "BULK_MAX"):
        monkeypatch.setattr(batches, name, 3)


def rename(town, article: Article, title: str) -> None:
    library.save_draft(
        uid=article.uid,
        base_revision_id=Article.objects.get(pk=article.pk).latest_revision_id,
        content={"title": title},
        by=town.people["officer"],
        now=town.later(minutes=1),
    )
    town.publish(article)


def test_given_a_page_that_cannot_be_drawn_then_the_others_go_live_and_it_follows_later(
    town, public_root, run_jobs, put_up
):
    article = town.published()
    board = put_up(Board(town.bureau_site.site_id, article))
    board.is_broken = True

    run_jobs()

    site = public_root / "jtj.qingyun.localhost"
    act = Publication.objects.get().pk
    assert (site / article.address.lstrip("/")).is_file()
    assert "青云江大桥恢复通车" in (site / "index.html").read_text()
    failed = queries.refreshes_of(act).get(outcome="failed")
    assert (failed.path, failed.error) == ("board:", "ValueError: the board is broken")
    assert queries.failed_targets().count() == 1
    assert queries.waiting_changes() == 0

    board.is_broken = False
    due_at = StaleTarget.objects.get().due_at
    with clock.fixed(due_at - timedelta(seconds=2)):
        run_jobs()
        assert not (site / "board.html").exists()
    with clock.fixed(due_at):
        run_jobs()

    assert (site / "board.html").read_text() == "青云江大桥恢复通车"
    assert queries.refreshes_of(act).get(path="/board.html").outcome == "written"
    assert not queries.refreshes_of(act).filter(outcome="failed").exists()
    assert not StaleTarget.objects.exists()


def test_given_failures_again_and_again_then_the_pauses_grow_to_an_hour(town, run_jobs, put_up):
    article = town.published()
    put_up(Board(town.bureau_site.site_id, article)).is_broken = True
    run_jobs()

    pauses = []
    for _attempt in range(8):
        with clock.fixed(StaleTarget.objects.get().due_at):
            step(Pace())
            pauses.append((StaleTarget.objects.get().due_at - clock.now()).total_seconds() / 60)

    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]


def test_given_two_targets_for_one_address_then_the_first_one_keeps_it(
    town, public_root, run_jobs, put_up
):
    run_jobs()
    article = town.published()
    put_up(Board(town.bureau_site.site_id, article, path="/index.html"))

    run_jobs()

    home = (public_root / "jtj.qingyun.localhost" / "index.html").read_text()
    assert "<html" in home
    assert StaleTarget.objects.get().error == "AddressTaken: /index.html: home "


def test_given_a_run_cut_short_after_a_page_moved_then_its_new_address_is_known(
    town, public_root, run_jobs, put_up
):
    article = town.published()
    board = put_up(Board(town.bureau_site.site_id, article))
    publisher = SitePublisher(town.bureau_site.site_id)
    target = Target(town.bureau_site.site_id, "board", "")
    publisher.refresh(target)
    board.path = "/moved.html"
    publisher.tree.write("/moved.html", article.title.encode(), content_type="text/html")

    outcomes = [publisher.refresh(target), publisher.refresh(target)]

    assert outcomes == ["written", "unchanged"]
    assert PublishedFile.objects.get(kind="board").path == "/moved.html"
    assert not (publisher.tree.root / "board.html").exists()


def test_given_a_whole_site_being_made_when_something_is_published_then_that_goes_first(
    town, public_root, run_jobs, put_up, small_batches
):
    board = put_up(Board(town.bureau_site.site_id, town.published("一条工作动态")))
    board.copies = 30
    run_jobs()
    build = SitePublisher(town.bureau_site.site_id).build()
    done = [next(build) for _step in range(3)]

    article = town.published("急事")
    following = [next(build)[0] for _step in range(3)]

    assert Target(town.bureau_site.site_id, "article", str(article.uid)) in following
    assert "急事" in (public_root / "jtj.qingyun.localhost" / article.address[1:]).read_text()
    everything = {target for target, _outcome in [*done, *build]}
    assert len(everything) > 30
    assert "急事" in (public_root / "jtj.qingyun.localhost" / "index.html").read_text()
    assert queries.waiting_changes() == 0


def test_given_a_site_renamed_while_its_pages_are_drawn_then_no_page_keeps_the_old_name(
    town, public_root, run_jobs, small_batches
):
    for number in range(5):
        town.published(f"第{number}条工作动态")
    run_jobs()
    build = SitePublisher(town.bureau_site.site_id).build()
    for _step in range(3):
        next(build)

    sites.update_site(
        profile=town.bureau_site,
        facts={"name": "青云市交通局"},
        by=town.people["bureau_manager"],
        now=town.later(minutes=1),
    )
    list(build)
    run_jobs()

    texts = [page.read_text() for page in (public_root / "jtj.qingyun.localhost").rglob("*.html")]
    assert len(texts) > 8
    assert not [text for text in texts if "SiteName" in text and "青云市交通局" not in text]


def test_given_a_change_while_another_site_draws_what_shows_it_then_it_is_drawn_again(
    town, public_root, run_jobs, put_up
):
    article = town.published("旧标题")
    run_jobs()
    board = put_up(Board(town.portal.site_id, article))

    def once() -> None:
        board.before_drawing = lambda: None
        rename(town, article, "新标题")

    # The board has read the old title; its dependencies are not yet known to the act.
    board.before_drawing = once
    list(SitePublisher(town.portal.site_id).build())
    run_jobs()

    assert (public_root / "www.qingyun.localhost" / "board.html").read_text() == "新标题"


def test_given_a_burst_of_acts_then_a_page_that_all_change_is_made_once_a_second(
    town, public_root, run_jobs, put_up
):
    article = town.published("第0次")
    board = put_up(Board(town.bureau_site.site_id, article))
    run_jobs()
    board.drawn, begun_at = 0, clock.now() + timedelta(minutes=1)
    acts = [Publication.objects.get().pk + number for number in range(1, 41)]

    for number, act in enumerate(acts, 1):
        with clock.fixed(begun_at + number * timedelta(seconds=0.05)):
            Article.objects.filter(pk=article.pk).update(title=f"第{number}次")
            note([library.article_key(article.uid)], [], Urgency.NEWS, act)
            drain()
    with clock.fixed(begun_at + timedelta(seconds=4)):
        drain()

    assert board.drawn == 3  # at once, after one second and after two
    board_file = public_root / "jtj.qingyun.localhost" / "board.html"
    assert board_file.read_text() == "第40次"
    assert queries.waiting_changes() == 0
    assert Refresh.objects.filter(path="/board.html", publication_id__in=acts).count() == 40


def test_given_a_page_made_a_moment_ago_then_a_withdrawal_does_not_wait(
    town, public_root, run_jobs
):
    now = clock.now()
    with clock.fixed(now):
        article = town.published("有误的一条")
        drain()
        home = public_root / "jtj.qingyun.localhost" / "index.html"
        assert "有误的一条" in home.read_text()

        withdraw(town, article)
        drain()

        assert "有误的一条" not in home.read_text()


def test_given_a_change_to_many_pages_then_news_goes_before_it_and_it_is_seen_to_its_end(
    town, public_root, run_jobs, put_up, small_batches, monkeypatch
):
    monkeypatch.setattr(expanding, "SMALL", 20)
    monkeypatch.setattr(stale, "PART", 50)
    board = put_up(Board(town.bureau_site.site_id, town.published("旧标题")))
    board.copies = 150
    list(SitePublisher(town.bureau_site.site_id).build())
    rename(town, Article.objects.get(uid=board.uid), "新标题")
    step(Pace())
    overhaul = Overhaul.objects.latest("id")
    assert overhaul.done_at is None

    town.published("又一条")
    news = {each.target.kind for each in step(Pace())}

    assert {"article", "home"} <= news
    assert PendingChange.objects.filter(done_at=None, overhaul=overhaul).exists()
    work_off(20)
    overhaul.refresh_from_db()
    assert (overhaul.total >= 150, overhaul.is_counted) == (True, True)
    assert overhaul.done_at
    folder = public_root / "jtj.qingyun.localhost"
    assert {page.read_text() for page in folder.glob("board*.html")} == {"新标题"}


def test_given_an_act_that_commits_while_what_shows_it_is_drawn_then_that_is_drawn_again(
    cloned_database, public_root, put_up
):
    """Two connections: the act cannot see the page's keys, nor the page the act."""
    town = build_town()
    article = town.published("旧标题")
    drain()
    board = put_up(Board(town.portal.site_id, article))

    def once() -> None:
        board.before_drawing = lambda: None
        with another_connection() as beside:
            beside(lambda: rename(town, article, "新标题")).result()
            beside(drain_changes).result()
        assert queries.waiting_changes() == 0 or StaleTarget.objects.exists()

    board.before_drawing = once
    SitePublisher(town.portal.site_id).refresh(Target(town.portal.site_id, "board", ""))
    page = public_root / "www.qingyun.localhost" / "board.html"
    assert page.read_text() == "旧标题"
    assert not DrawnBatch.objects.exists()
    drain(seconds=1)

    assert page.read_text() == "新标题"
    assert board.drawn == 2


def test_given_2000_pages_made_anew_then_a_withdrawal_and_another_sites_news_overtake_them(
    cloned_database, public_root, put_up
):
    town = build_town()
    article = town.published("有误的一条")
    drain(seconds=1)
    news = town.draft("新的一条")
    town.approve(news)
    board = put_up(Board(town.portal.site_id, town.published("首页一条")))
    board.copies, board.before_drawing = 2000, lambda: time.sleep(0.003)
    overhaul = overhauls.begin([town.portal.site_id], clock.now())
    bureau, is_over = public_root / "jtj.qingyun.localhost", Event()
    with another_connection() as beside:
        working = beside(lambda: work_until(is_over))
        wait_until(lambda: board.drawn > 50)
        withdraw(town, article)
        review.publish(uid=news.uid, by=town.people["signer"], now=town.now)
        news.refresh_from_db()
        started = time.monotonic()
        wait_until(lambda: not (bureau / article.address[1:]).exists())
        wait_until((bureau / news.address[1:]).exists)
        seconds = time.monotonic() - started
        is_over.set()
        working.result()

    assert seconds < 2
    assert overhauls.waits_for(overhaul).count() > 500


def test_given_a_background_batch_whose_time_is_over_then_what_is_left_of_it_comes_later(
    town, public_root, put_up, monkeypatch
):
    board = put_up(Board(town.portal.site_id, town.published("首页一条")))
    board.copies = 5
    drain(seconds=1)
    with transaction.atomic():
        targets = board.all_for_site(town.portal.site_id)
        stale.add(targets, stale.Cause(Urgency.BUILD, clock.now()))
    monkeypatch.setattr(batches, "BATCH_SECONDS", 0)
    pace = Pace()

    counts = []
    while done := batches.bulk(clock.now(), pace):
        counts.append(len(done))

    assert counts == [1] * 5
    assert not StaleTarget.objects.exists()
    assert (public_root / "www.qingyun.localhost" / "board4.html").is_file()


def withdraw(town, article: Article) -> None:
    review.withdraw(
        uid=article.uid, kind="error", note="数字有误", by=town.people["signer"], now=town.now
    )


def work_until(is_over: Event) -> None:
    while not is_over.is_set():
        work_off(0.5)


def drain_changes() -> None:
    while expanding.take_up(clock.now()):
        pass


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.01)
