"""Files follow the database: exactly the pages that show a change, and nothing else."""

import gzip
from pathlib import Path

import brotli
import pytest
from django.db import connection

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.review.api import Publication
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.tasks import examine
from zhanqun.core.attachments.tests.clamd import EICAR, running_clamd
from zhanqun.delivery.staticsite import expanding, tasks
from zhanqun.delivery.staticsite.models import PendingChange, PublishedFile, Refresh
from zhanqun.delivery.staticsite.publisher import SitePublisher, work_off
from zhanqun.delivery.staticsite.tree import fast_twins
from zhanqun.foundation.targets import Target


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()
    }


def adopt_on_portal(town, article):
    library.place(
        article=article,
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )
    offer = library.offers_visible_to(town.people["editor"]).get()
    library.adopt(uid=offer.uid, by=town.people["editor"], now=town.now)


def test_given_a_publication_then_the_page_its_lists_and_homes_are_files(
    town, public_root, run_jobs
):
    article = town.published()
    run_jobs()

    site = public_root / "jtj.qingyun.localhost"
    assert "大桥将于6月18日零时恢复通车" in (site / article.address.lstrip("/")).read_text()
    for page in ("index.html", "gzdt/index.html", "gzdt/list-1.html", "gzdt/feed.xml"):
        assert "青云江大桥恢复通车" in (site / page).read_text(), page
    assert (site / (article.address.lstrip("/") + ".gz")).is_file()
    assert (site / (article.address.lstrip("/") + ".br")).is_file()


def test_given_a_table_never_analysed_then_what_shows_a_key_is_found_by_index(town):
    town.published()
    plans = []

    def explain(execute, sql, params, many, context):
        if " && " in sql:
            execute(f"explain {sql}", params, many, context)
            plans.append("\n".join(row[0] for row in context["cursor"].fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        assert expanding.take_up(town.now)

    assert plans and all("Index Scan on published_file_keys" in plan for plan in plans), plans


def test_given_any_history_then_the_tree_equals_a_full_build(town, public_root, run_jobs):
    first = town.published("第一条")
    second = town.published("第二条")
    adopt_on_portal(town, second)
    run_jobs()
    library.save_draft(
        uid=second.uid,
        base_revision_id=library.Article.objects.get(pk=second.pk).latest_revision_id,
        content={"title": "第二条（更正）"},
        by=town.people["officer"],
        now=town.later(minutes=5),
    )
    town.publish(second)
    review.withdraw(
        uid=first.uid, kind="error", note="有误", by=town.people["signer"], now=town.now
    )
    run_jobs()
    incremental = snapshot(public_root)
    known = set(PublishedFile.objects.values_list("site_id", "kind", "key"))
    keys = list(PublishedFile.objects.order_by("id").values_list("id", "keys"))

    outcomes = [
        outcome
        for site in (town.portal, town.bureau_site)
        for _target, outcome in SitePublisher(site.site_id).build()
    ]

    assert snapshot(public_root) == incremental
    assert set(outcomes) == {"unchanged"}
    assert set(PublishedFile.objects.values_list("site_id", "kind", "key")) == known
    assert list(PublishedFile.objects.order_by("id").values_list("id", "keys")) == keys


def test_given_a_new_article_then_exactly_the_pages_that_change_are_made_anew(
    town, public_root, run_jobs
):
    for number in range(25):
        town.published(f"第{number}条工作动态")
    run_jobs()
    before = snapshot(public_root)
    Refresh.objects.all().delete()

    town.later(minutes=1)
    town.published("又一条工作动态")
    run_jobs()

    after = snapshot(public_root)
    changed = {
        name
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name) and not name.endswith((".gz", ".br"))
    }
    refreshed = {
        f"jtj.qingyun.localhost{row.path}" for row in Refresh.objects.filter(outcome="written")
    }
    visited = Refresh.objects.count()
    assert refreshed == changed
    assert visited <= len(changed) * 1.1
    numbered = [name for name in changed if "/list-" in name]
    assert numbered == ["jtj.qingyun.localhost/gzdt/list-2.html"]


def test_given_a_withdrawal_then_every_copy_its_files_and_lists_are_gone(
    town, public_root, run_jobs
):
    picture = attachments.store_attachment(
        name="大桥 示意图.txt",
        content="图".encode(),
        unit=town.bureau,
        by=town.people["officer"],
        now=town.now,
    )
    article = town.published(files=[picture.uid])
    adopt_on_portal(town, article)
    run_jobs()
    on_both = [public_root / host for host in ("jtj.qingyun.localhost", "www.qingyun.localhost")]
    assert all((site / "f" / picture.key / picture.name).is_file() for site in on_both)

    review.withdraw(
        uid=article.uid, kind="error", note="数据有误", by=town.people["signer"], now=town.now
    )
    run_jobs()

    for site in on_both:
        assert not (site / "f").exists()
        assert not (site / article.address.lstrip("/")).exists()
        assert "数据有误" in (site / ".gone" / article.address.lstrip("/")).read_text()
        left = [f for f in site.rglob("*.html") if "青云江大桥恢复通车" in f.read_text()]
        assert left == []


def test_given_changes_that_are_worked_off_twice_then_nothing_changes(town, public_root, run_jobs):
    town.published()
    run_jobs()
    once = snapshot(public_root)
    assert not PendingChange.objects.filter(done_at=None).exists()
    PendingChange.objects.update(done_at=None)

    work_off(10)

    assert snapshot(public_root) == once
    assert not PendingChange.objects.filter(done_at=None).exists()


def test_given_twins_that_a_killed_publisher_left_then_the_page_gets_its_own_again(
    town, public_root, run_jobs
):
    article = town.published()
    run_jobs()
    page = public_root / "jtj.qingyun.localhost" / article.address.lstrip("/")
    publisher = SitePublisher(town.bureau_site.site_id)
    publisher.tree.write_twins(article.address, fast_twins("撤下的话".encode() * 200))

    outcome = publisher.refresh(Target(publisher.site_id, "article", str(article.uid)))

    assert outcome == "written"
    assert gzip.decompress(page.with_name(f"{page.name}.gz").read_bytes()) == page.read_bytes()
    assert brotli.decompress(page.with_name(f"{page.name}.br").read_bytes()) == page.read_bytes()


def test_given_changes_that_gathered_then_each_page_is_made_once(town, public_root, run_jobs):
    for number in range(3):
        town.published(f"第{number}条")
    acts = list(Publication.objects.order_by("id"))

    run_jobs()

    column = Refresh.objects.filter(path="/gzdt/index.html")
    assert {row.publication_id for row in column} == {act.pk for act in acts}
    assert set(column.values_list("outcome", flat=True)) == {"written"}


def test_given_a_stray_file_when_orphans_are_swept_then_only_it_goes(town, public_root, run_jobs):
    town.published()
    run_jobs()
    once = snapshot(public_root)
    stray = public_root / "jtj.qingyun.localhost" / "a" / "hack.html"
    stray.write_text("x")

    assert SitePublisher(town.bureau_site.site_id).delete_orphans() == ["a/hack.html"]
    assert snapshot(public_root) == once


def test_given_a_new_domain_then_the_old_tree_goes_at_night_and_nothing_else(
    town, public_root, run_jobs
):
    run_jobs()
    other = public_root / "other"
    other.mkdir()

    sites.update_site(
        profile=town.bureau_site,
        facts={"domain": "jt.qingyun.localhost"},
        by=town.people["bureau_manager"],
        now=town.now,
    )
    run_jobs()
    tasks.delete_orphans(timestamp=0)

    folders = {folder.name for folder in public_root.iterdir() if folder.is_dir()}
    assert folders == {"www.qingyun.localhost", "jt.qingyun.localhost", "other"}
    assert (public_root / "jt.qingyun.localhost" / "index.html").is_file()


def test_given_another_name_and_domain_then_other_sites_link_it_and_its_files_move_with_it(
    town, public_root, run_jobs
):
    list(SitePublisher(town.portal.site_id).build())
    stored = attachments.store_attachment(
        name="名单.txt",
        content="名单".encode(),
        unit=town.bureau,
        by=town.people["officer"],
        now=town.now,
    )
    town.published("通知一篇", column=town.column("tzgg"), files=[stored.uid])
    sites.close_column(
        column=town.column("tzgg"),
        merge_into=town.column("gzdt"),
        by=town.people["bureau_manager"],
        now=town.now,
    )
    run_jobs()

    sites.update_site(
        profile=town.bureau_site,
        facts={"domain": "jt.qingyun.localhost", "short_name": "青云交通"},
        by=town.people["bureau_manager"],
        now=town.now,
    )
    run_jobs()

    for page in ("index.html", "map.html"):
        portal = (public_root / "www.qingyun.localhost" / page).read_text()
        assert "青云交通" in portal, page
        assert ("//jtj.qingyun" in portal, "//jt.qingyun" in portal) == (False, True), page
    former, moved = (
        {name for name in snapshot(public_root / domain) if name.startswith(("f/", ".moved/"))}
        for domain in ("jtj.qingyun.localhost", "jt.qingyun.localhost")
    )
    assert (
        moved
        == former
        == {
            f"f/{stored.key}/名单.txt",
            ".moved/tzgg/index.html",
            ".moved/tzgg/list-1.html",
        }
    )


@pytest.mark.clamd
def test_given_a_public_file_found_infected_later_then_file_and_link_are_taken_down(
    town, public_root, run_jobs, settings, tmp_path
):
    file = attachments.store_attachment(
        name="名单.txt", content=EICAR, unit=town.bureau, by=town.people["officer"], now=town.now
    )
    article = town.published(files=[file.uid])
    run_jobs()
    site = public_root / "jtj.qingyun.localhost"
    page = site / article.address.lstrip("/")
    assert (site / "f" / file.key / "名单.txt").is_file()
    assert f"/f/{file.key}/" in page.read_text()

    with running_clamd(tmp_path / "clamd") as clamd:
        settings.ZHANQUN_CLAMD = clamd.address
        examine(attachment_id=file.pk)
    run_jobs()

    assert not (site / "f").exists()
    assert f"/f/{file.key}/" not in page.read_text()
