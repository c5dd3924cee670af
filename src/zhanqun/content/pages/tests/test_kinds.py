"""Targets drawn from a real database: right tags, right places, right keys."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.foundation.dependencies import recording
from zhanqun.foundation.targets import Target, render, target_kinds


def drawn(site, kind, key=""):
    rendered = render(Target(site.site_id, kind, str(key)))
    return rendered.body.decode() if rendered else None


def tags_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', page))


def test_given_a_live_article_then_its_page_carries_the_tags_of_all_three_kinds(town):
    article = town.published("青云江大桥恢复通车", keywords="交通,大桥")

    page = drawn(town.bureau_site, "article", article.uid)

    tags = tags_of(page)
    assert tags["SiteName"] == "青云市交通运输局"
    assert tags["SiteIDCode"] == "9900000002"
    assert tags["ColumnName"] == "工作动态"
    assert tags["ColumnType"] == "政务动态"
    assert tags["ArticleTitle"] == "青云江大桥恢复通车"
    assert tags["PubDate"] == "2026-06-16 17:20"
    assert tags["ContentSource"] == "交通运输局"
    assert tags["Url"] == f"https://jtj.qingyun.localhost{article.address}"


def test_given_every_kind_when_a_site_is_drawn_then_every_page_has_one_title(town):
    for number in range(22):
        town.published(f"第{number}条工作动态")

    pages = [
        render(target)
        for _name, kind in target_kinds
        for target in kind.all_for_site(town.bureau_site.site_id)
    ]

    html = [p for p in pages if p and p.content_type.startswith("text/html") and p.status == 200]
    assert len({p.path for p in pages if p}) == len([p for p in pages if p])
    assert "/gzdt/index.html" in {p.path for p in html}
    assert "/gzdt/list-2.html" in {p.path for p in html}
    assert all(p.body.count(b"<h1") == 1 for p in html if not p.path.startswith("/_/"))


def test_given_a_column_without_articles_then_it_is_neither_published_nor_linked(town):
    town.published()

    assert drawn(town.bureau_site, "column", town.column("tzgg").pk) is None
    assert "通知公告" not in drawn(town.bureau_site, "home")


def test_given_an_adopted_copy_then_its_canonical_address_is_the_home_placement(town):
    article = town.published()
    library.place(
        article=article,
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )
    offer = library.offers_visible_to(town.people["editor"]).get()
    library.adopt(uid=offer.uid, by=town.people["editor"], now=town.now)

    page = drawn(town.portal, "article", article.uid)

    canonical = f'<link rel="canonical" href="https://jtj.qingyun.localhost{article.address}">'
    assert canonical in page
    assert tags_of(page)["ColumnName"] == "部门动态"


@pytest.mark.parametrize(
    ("kind", "moved_to", "status"), [("error", "", 410), ("moved", "/x.html", 301)]
)
def test_given_a_withdrawal_then_the_old_address_answers_for_it(town, kind, moved_to, status):
    article = town.published()
    review.withdraw(
        uid=article.uid,
        kind=kind,
        note="数据有误",
        moved_to=moved_to,
        by=town.people["signer"],
        now=town.now,
    )

    left = render(Target(town.bureau_site.site_id, "article", str(article.uid)))

    assert (left.status, left.location) == (status, moved_to)


def test_given_a_withdrawal_with_notice_then_the_text_stays_with_its_date(town):
    article = town.published()
    review.withdraw(
        uid=article.uid, kind="notice", note="通车时间调整", by=town.people["signer"], now=town.now
    )

    page = drawn(town.bureau_site, "article", article.uid)

    assert "本文已于2026年6月16日撤回：通车时间调整" in page
    assert "大桥将于6月18日零时恢复通车" in page


def test_given_a_document_and_its_interpretation_then_each_page_links_to_the_other(town):
    document = town.published(
        "关于印发治超办法的通知",
        kind="document",
        number="青交〔2026〕4号",
        issuing_organs=["青云市交通运输局"],
        column=town.column("zcwj"),
    )
    reading = town.published(
        "治超办法怎么看", kind="interpretation", interprets=[document.uid], form="qa"
    )

    assert reading.address in drawn(town.bureau_site, "article", document.uid)
    assert document.address in drawn(town.bureau_site, "article", reading.uid)


def test_given_a_long_document_then_its_contents_lead_to_its_parts(town):
    words = "为确保供热平稳有序，各单位要提前做好准备。" * 20
    parts = ("一、总体要求", "二、主要任务", "三、保障措施")
    body = "".join(f"<h2>{part}</h2><p>{words}</p>" for part in parts)
    facts = {"kind": "document", "column": town.column("zcwj")}
    long = town.published("关于做好冬季供热工作的意见", body=body, **facts)
    short = town.published("关于停水的通知", body="<h2>一、时间</h2>", **facts)

    page = drawn(town.bureau_site, "article", long.uid)

    contents = re.search(r'<nav class="p-panel" aria-labelledby="contents">.*?</nav>', page, re.S)
    links = re.findall(r'href="#(\w+)">([^<]+)<', contents[0])
    headings = [("c1", parts[0]), ("c2", parts[1]), ("c3", parts[2])]
    assert links == [*headings, ("files", "附件与下载")]
    assert re.findall(r'<h2 id="(c\d)">([^<]+)</h2>', page) == headings
    assert 'aria-labelledby="contents"' not in drawn(town.bureau_site, "article", short.uid)


def test_given_a_merged_column_then_its_address_leads_on(town):
    town.published()
    sites.close_column(
        column=town.column("gzdt"),
        merge_into=town.column("tzgg"),
        by=town.people["bureau_manager"],
        now=town.now,
    )
    closed = sites.columns_of(town.bureau_site.site_id, closed=True).get(code="gzdt")

    moved = render(Target(town.bureau_site.site_id, "column", str(closed.pk)))

    assert (moved.status, moved.location, moved.path) == (301, "/tzgg/", "/gzdt/index.html")
    assert "青云江大桥恢复通车" in drawn(town.bureau_site, "column", town.column("tzgg").pk)


def test_given_a_page_when_drawn_then_it_notes_what_it_shows(town):
    article = town.published()

    with recording() as keys:
        drawn(town.bureau_site, "home")

    column = town.column("gzdt")
    assert {library.heading_key(article.uid), library.top_key(column.pk)} <= keys
    assert sites.site_key(town.bureau_site.site_id) in keys


def test_given_a_long_column_then_its_page_costs_a_fixed_number_of_queries(town):
    for number in range(25):
        town.published(f"第{number}条工作动态")

    with CaptureQueriesContext(connection) as queries:
        drawn(town.bureau_site, "column", town.column("gzdt").pk)

    assert len(queries) <= 20


def test_p036_given_publication_after_midnight_then_every_place_says_the_beijing_day(town):
    from datetime import UTC, datetime

    town.now = datetime(2024, 5, 23, 16, 30, tzinfo=UTC)  # 00:30 on 24 May in Beijing
    article = town.published()
    column = town.column("gzdt")

    assert article.address.startswith("/a/202405/")
    assert tags_of(drawn(town.bureau_site, "article", article.uid))["PubDate"] == "2024-05-24 00:30"
    assert "2024-05-24" in drawn(town.bureau_site, "column", column.pk)
    assert "2024-05-24T00:30:00+08:00" in drawn(town.bureau_site, "feed", column.pk)
    assert "2024-05-24T00:30:00+08:00" in drawn(town.bureau_site, "sitemap", f"{column.pk}-1")


def test_given_subsites_then_the_portals_map_tells_when_each_was_last_updated(town):
    town.published()
    town.later(days=2)
    before = drawn(town.portal, "map")
    town.published("又一条工作动态")

    with recording() as keys:
        after = drawn(town.portal, "map")

    assert '<span class="p-sites__note">2026-06-16</span>' in before
    assert '<span class="p-sites__note">2026-06-18</span>' in after
    assert library.day_key(town.bureau_site.site_id) in keys


def test_p045_given_many_like_chinese_titles_then_every_address_is_its_own(town):
    addresses = {town.published("关于做好当前工作的通知").address for _ in range(20)}

    assert len(addresses) == 20
    assert all(address.isascii() for address in addresses)


def test_given_another_colour_then_two_small_files_change_and_no_page(town):
    town.published()
    site_id = town.bureau_site.site_id

    def everything() -> dict[str, bytes]:
        targets = [t for _name, kind in target_kinds for t in kind.all_for_site(site_id)]
        return {page.path: page.body for t in targets if (page := render(t))}

    before = everything()
    sites.update_site(
        profile=town.bureau_site,
        facts={"theme": "song", "main_colour": "#7a1f5c"},
        by=town.people["bureau_manager"],
        now=town.now,
    )
    after = everything()

    assert {path for path in after if after[path] != before[path]} == {
        "/_/mode.css",
        "/_/mode-elder.css",
    }
    assert b"--p-main:#7a1f5c" in after["/_/mode.css"]


@pytest.mark.parametrize(
    ("colour", "word"), [("#7ab8ff", "最接近的可用颜色是#"), ("blue", "六位十六进制数")]
)
def test_given_a_colour_that_nobody_could_read_then_the_site_keeps_its_own(town, colour, word):
    with pytest.raises(ValidationError, match=word):
        sites.update_site(
            profile=town.bureau_site,
            facts={"main_colour": colour},
            by=town.people["bureau_manager"],
            now=town.now,
        )
