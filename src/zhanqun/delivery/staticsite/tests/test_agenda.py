"""What is refreshed when: failures hold nobody up, small changes go first, none is missed."""

import fcntl
from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.review.api import Publication
from zhanqun.content.sites import api as sites
from zhanqun.delivery.staticsite import agenda, queries, tasks
from zhanqun.delivery.staticsite.models import FailedTarget, PendingChange, PublishedFile, Refresh
from zhanqun.delivery.staticsite.publisher import SitePublisher, tree_of
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.targets import Rendered, Target, target_kinds


class Board:
    """A kind of this test's own: one page on one site that shows the title of one article.

    before_drawing: called after the page has read, and before it is stored.
    """

    def __init__(self, site_id: int, article: Article, path: str = "/board.html") -> None:
        self.site_id, self.uid, self.path = site_id, article.uid, path
        self.is_broken = False
        self.before_drawing = lambda: None

    def render(self, target: Target) -> Rendered:
        if self.is_broken:
            raise ValueError("the board is broken")
        depends_on(library.article_key(self.uid))
        title = Article.objects.get(uid=self.uid).title
        self.before_drawing()
        return Rendered(self.path, title.encode())

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if key == library.article_key(self.uid) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "board", "")] if site_id == self.site_id else []


@pytest.fixture
def put_up(monkeypatch):
    """Registers a board for the length of one test."""

    def put_up(board: Board) -> Board:
        monkeypatch.setitem(target_kinds._entries, "board", board)
        return board

    return put_up


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
    assert queries.site_progress(town.bureau_site.site_id).failed == 1
    assert not PendingChange.objects.filter(done_at=None).exists()

    board.is_broken = False
    with clock.fixed(clock.now() + timedelta(seconds=59)):
        tasks.look_again(timestamp=0)
        assert run_jobs() == []
    with clock.fixed(clock.now() + timedelta(seconds=61)):
        tasks.look_again(timestamp=0)
        assert run_jobs() == [{"site_id": town.bureau_site.site_id}]

    assert (site / "board.html").read_text() == "青云江大桥恢复通车"
    assert queries.refreshes_of(act).get(path="/board.html").outcome == "written"
    assert not queries.refreshes_of(act).filter(outcome="failed").exists()
    assert not FailedTarget.objects.exists()


def test_given_failures_again_and_again_then_the_pauses_grow_to_an_hour(town, run_jobs, put_up):
    article = town.published()
    put_up(Board(town.bureau_site.site_id, article)).is_broken = True
    run_jobs()
    publisher = SitePublisher(town.bureau_site.site_id)

    pauses = []
    for _attempt in range(8):
        row = FailedTarget.objects.get()
        with clock.fixed(row.retry_at):
            publisher.work_off()
            pauses.append((FailedTarget.objects.get().retry_at - clock.now()).total_seconds() / 60)

    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]


def test_given_two_targets_for_one_address_then_the_first_one_keeps_it(
    town, public_root, run_jobs, put_up
):
    article = town.published()
    put_up(Board(town.bureau_site.site_id, article, path="/index.html"))

    run_jobs()

    home = (public_root / "jtj.qingyun.localhost" / "index.html").read_text()
    assert "<html" in home
    assert FailedTarget.objects.get().error == "AddressTaken: /index.html: home "


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
    town, public_root, run_jobs, monkeypatch
):
    for number in range(25):
        town.published(f"第{number}条工作动态")
    run_jobs()
    monkeypatch.setattr(agenda, "SMALL", 20)
    monkeypatch.setattr(agenda, "LOOK_SECONDS", 0)
    build = SitePublisher(town.bureau_site.site_id).build()
    done = [next(build) for _step in range(3)]

    article = town.published("急事")
    following = [next(build)[0] for _step in range(2)]

    assert following[0] == Target(town.bureau_site.site_id, "article", str(article.uid))
    assert "急事" in (public_root / "jtj.qingyun.localhost" / article.address[1:]).read_text()
    everything = {target for target, _outcome in [*done, *build]}
    assert Target(town.bureau_site.site_id, "home", "") in everything
    assert "急事" in (public_root / "jtj.qingyun.localhost" / "index.html").read_text()
    assert not PendingChange.objects.filter(done_at=None).exists()


def test_given_a_site_renamed_while_its_pages_are_drawn_then_no_page_keeps_the_old_name(
    town, public_root, run_jobs
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

    assert (public_root / "www.qingyun.localhost" / "board.html").read_text() == "新标题"


def test_given_an_act_that_saw_no_dependency_then_its_job_hands_it_on(
    town, public_root, run_jobs, put_up
):
    article = town.published("旧标题")
    run_jobs()
    put_up(Board(town.portal.site_id, article))
    rename(town, article, "新标题")
    # Meanwhile, unseen by the act: the portal's board is made from what was public before.
    told = set(PendingChange.objects.filter(done_at=None).values_list("site_id", flat=True))
    Article.objects.filter(pk=article.pk).update(title="旧标题")
    list(SitePublisher(town.portal.site_id).build())
    Article.objects.filter(pk=article.pk).update(title="新标题")

    run_jobs()
    run_jobs()

    assert told == {town.bureau_site.site_id}
    assert (public_root / "www.qingyun.localhost" / "board.html").read_text() == "新标题"


def test_given_a_tree_in_use_then_the_job_comes_back_later(town, public_root, run_jobs):
    town.published()
    tree = tree_of(town.bureau_site.domain)
    with tree.lock():
        run_jobs()
        waiting = ProcrastinateJob.objects.filter(queue_name="publish", status="todo")
        later = {(job.lock, job.scheduled_at is not None) for job in waiting}
        assert not (tree.root / "index.html").exists()

    assert later == {(f"site-{town.bureau_site.site_id}", True)}
    run_jobs()
    assert (tree.root / "index.html").exists()


def test_given_a_job_that_was_lost_then_it_is_looked_for(town, public_root, run_jobs):
    article = town.published()
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs where queue_name = 'publish'")

    with clock.fixed(clock.now() + timedelta(seconds=61)):
        tasks.look_again(timestamp=0)
        run_jobs()

    assert (public_root / "jtj.qingyun.localhost" / "index.html").exists()
    assert Refresh.objects.filter(outcome="written", path=article.address).exists()


def test_given_a_process_that_died_with_the_lock_then_the_next_one_gets_it(public_root):
    tree = tree_of("jtj.qingyun.localhost")
    with tree.lock():
        pass
    lock = public_root / ".jtj.qingyun.localhost.lock"

    with lock.open("w") as left_over:
        fcntl.flock(left_over, fcntl.LOCK_EX)
    with tree.lock():
        held = lock.exists()

    assert held
