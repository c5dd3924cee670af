"""Failures that happened elsewhere, each by the id of its case in the public collection."""

from datetime import timedelta

import pytest

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.review import api as review
from zhanqun.content.review import runner
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.delivery.staticsite import tasks
from zhanqun.delivery.staticsite.models import Refresh
from zhanqun.delivery.staticsite.publisher import SitePublisher
from zhanqun.foundation import clock

WORDS = "有误的文字"


@pytest.fixture
def files(public_root):
    """Paths below the public folder of every file that holds the words or is named so."""

    def files(words: str) -> set[str]:
        rows = (row for row in public_root.rglob("*") if row.is_file())
        return {
            str(row.relative_to(public_root))
            for row in rows
            if words in row.name or words in row.read_text("utf-8", "ignore")
        }

    return files


@pytest.fixture
def shown_twice(town, run_jobs) -> Article:
    """A text with a file, at home on 通知公告 of the bureau and adopted by the portal."""
    stored = attachments.store_attachment(
        name=f"{WORDS}.txt",
        content=b"1",
        unit=town.bureau,
        by=town.people["officer"],
        now=town.now,
    )
    town.published("旧的一条")
    article = town.published(WORDS, column=town.column("tzgg"), files=[stored.uid])
    adopt(town, article, "bmdt")
    run_jobs()
    return article


def adopt(town, article: Article, code: str) -> library.Placement:
    column = town.column(code, town.portal)
    officer = town.people["officer"]
    offer = library.place(article=article, column=column, by=officer, now=town.now)
    return library.adopt(uid=offer.uid, by=town.people["editor"], now=town.now)


def withdraw(town, article: Article) -> None:
    review.withdraw(
        uid=article.uid, kind="error", note="数字有误", by=town.people["signer"], now=town.now
    )


def remove_then_withdraw(town, article: Article) -> None:
    offer = article.placements.get(is_home=False)
    review.remove_placement(uid=offer.uid, reason="重复", by=town.people["editor"], now=town.now)
    withdraw(town, article)


def merge_then_withdraw(town, article: Article) -> None:
    sites.close_column(
        column=town.column("tzgg"),
        merge_into=town.column("gzdt"),
        by=town.people["bureau_manager"],
        now=town.now,
    )
    withdraw(town, article)


def close_then_withdraw(town, article: Article) -> None:
    sites.close_column(
        column=town.column("bmdt", town.portal),
        merge_into=None,
        by=town.people["manager"],
        now=town.now,
    )
    withdraw(town, article)


@pytest.mark.parametrize(
    "act", [withdraw, remove_then_withdraw, merge_then_withdraw, close_then_withdraw]
)
def test_p033_given_any_way_to_take_a_text_down_then_no_file_of_it_can_be_reached(
    town, run_jobs, files, shown_twice, act
):
    before = files(WORDS)
    assert {name.split("/")[0] for name in before} == {
        "jtj.qingyun.localhost", "www.qingyun.localhost",
    }  # fmt: skip

    act(town, shown_twice)
    run_jobs()

    assert files(WORDS) == set()


def test_p033_given_a_draft_that_is_discarded_then_it_never_had_a_file(town, run_jobs, files):
    article = town.draft(WORDS)

    library.discard_article(uid=article.uid, by=town.people["officer"], now=town.now)
    run_jobs()

    assert files(WORDS) == set()


def test_p033_given_files_without_a_live_owner_then_the_nightly_sweep_finds_them(
    town, public_root, run_jobs, files
):
    article = town.published("留下的一条")
    run_jobs()
    site = public_root / "jtj.qingyun.localhost"
    strays = ["a/202606/left.html", "a/202606/left.html.gz", "f/0123456789/left.pdf", ".gone/left"]
    for name in strays:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(WORDS)

    tasks.delete_orphans(timestamp=0)
    for profile in sites.profiles():
        tasks.delete_orphans_of(site_id=profile.site_id)

    assert not any((site / name).exists() for name in strays)
    assert (site / article.address[1:]).exists()


def test_p042_given_a_timed_item_then_the_home_shows_it_as_if_it_were_published_by_hand(
    town, public_root, run_jobs
):
    town.published("先有的一条")
    timed, by_hand = town.draft("到时的一条"), town.draft("手工的一条")
    for article in (timed, by_hand):
        town.approve(article)
    due_at = town.now + timedelta(minutes=1)
    review.schedule(uid=timed.uid, due_at=due_at, by=town.people["signer"], now=town.now)
    home = public_root / "jtj.qingyun.localhost" / "index.html"
    list(SitePublisher(town.bureau_site.site_id).build())
    assert "到时的一条" not in home.read_text()

    with clock.fixed(due_at):
        assert runner.run_due(due_at) == 1
        run_jobs()
    assert "到时的一条" in home.read_text()
    review.publish(uid=by_hand.uid, by=town.people["signer"], now=due_at)
    run_jobs()

    assert refreshed(timed) == refreshed(by_hand)
    assert {"/index.html", "/gzdt/index.html", "/gzdt/feed.xml"} <= refreshed(timed)


def refreshed(article: Article) -> set[str]:
    """Addresses that the article's publication refreshed, its own page left out."""
    publication = review.Publication.objects.get(article=article, act="publish")
    paths = Refresh.objects.filter(publication_id=publication.pk).values_list("path", flat=True)
    return {path for path in paths if not path.startswith("/a/")}


def test_p048_given_a_text_shown_in_many_places_then_its_withdrawal_shows_in_every_one(
    town, public_root, run_jobs, files
):
    """Home, two lists, another site's home, list and feed, a related item, the site's map."""
    article = town.published(WORDS)
    library.place(
        article=article, column=town.column("tzgg"), by=town.people["officer"], now=town.now
    )
    adopt(town, article, "bmdt")
    adopt(town, article, "qyyw")
    later = [town.published(f"后来的第{number}条") for number in range(25)]
    run_jobs()
    pages = files(WORDS)
    bureau, portal = "jtj.qingyun.localhost", "www.qingyun.localhost"
    related = [f"{bureau}{row.address}" for row in later[:5]]
    assert pages >= {
        f"{bureau}/gzdt/list-1.html",
        f"{bureau}/tzgg/index.html",
        f"{bureau}/tzgg/feed.xml",
        f"{bureau}/index.html",
        f"{portal}/index.html",
        f"{portal}/ywdt/bmdt/index.html",
        f"{portal}/ywdt/qyyw/list-1.html",
        f"{portal}/ywdt/bmdt/feed.xml",
        f"{portal}/feed.xml",
        f"{bureau}{article.address}",
        f"{portal}{article.address}",
        *related,
    }
    assert f"{bureau}/gzdt/index.html" not in pages  # it has moved on to an older list page

    withdraw(town, article)
    run_jobs()

    assert files(WORDS) == set()
    done = Refresh.objects.filter(
        publication_id=review.Publication.objects.get(act="withdraw").pk
    ).values_list("site__hostname", "path", "outcome")
    outcomes = {site + path: outcome for site, path, outcome in done}
    assert {name: outcomes[name] for name in pages if name in outcomes} == {
        name: "gone" if article.address in name else "written" for name in pages
    }
    assert (public_root / bureau / ".gone" / article.address[1:]).exists()
    assert (public_root / portal / ".gone" / article.address[1:]).exists()


def test_p062_given_a_draft_of_a_live_item_then_no_public_file_holds_its_words(
    town, public_root, run_jobs, files
):
    article = town.published("线上的标题", summary="线上的摘要", keywords="线上")
    adopt(town, article, "bmdt")
    run_jobs()
    before = {path: path.read_bytes() for path in public_root.rglob("*") if path.is_file()}

    library.save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content={
            "title": f"改后的标题{WORDS}",
            "summary": WORDS,
            "keywords": WORDS,
            "body": f"<p>{WORDS}</p>",
        },
        by=town.people["officer"],
        now=town.now,
    )
    run_jobs()
    for profile in sites.profiles():
        list(SitePublisher(profile.site_id).build())

    assert files(WORDS) == set()
    rebuilt = {path: path.read_bytes() for path in public_root.rglob("*") if path.is_file()}
    names = ("sitemap.xml", "feed.xml")
    machines = {path for path in rebuilt if path.name in names}
    assert len(machines) >= 2
    assert all(rebuilt[path] == before[path] for path in before.keys() & machines)
