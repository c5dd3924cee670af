"""The English edition: nothing Chinese in its chrome, and both editions name each other."""

import re

import pytest

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import ColumnSpec
from zhanqun.foundation.targets import Target, render, target_kinds

HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")
# What is said to be Chinese is meant to be: the way back, the numbers of two registers.
SAID_TO_BE_CHINESE = re.compile(r'<(\w+)[^>]*\blang="zh[^"]*"[^>]*>.*?</\1>', re.DOTALL)
COLUMNS = (
    ColumnSpec("news", "News", column_type="news", cycle_days=7, home=("tabs", "headline")),
    ColumnSpec("about", "About", form="plain", home=("list",)),
    ColumnSpec("documents", "Documents", column_type="documents", home=("policy",)),
)


@pytest.fixture
def english(town):
    """The edition with a text of every kind that it shows, one with a withdrawal notice."""
    facts = {
        "kind": "foreign",
        "language": "en",
        "name": "Qingyun China",
        "name_en": "Qingyun China",
        "short_name": "Qingyun",
        "domain": "en.qingyun.localhost",
        "id_code": "9900000001",
        "host_unit": town.bureau,
        "undertaking_unit": town.bureau,
        "parent": town.portal,
        "phone": "0099-6012345",
        "office_hours": "8:30-17:30",
        "address": "1 Riverside Avenue",
        "icp": "江ICP备00000000号-1",
    }
    town.english = sites.create_site(
        facts=facts, columns=COLUMNS, by=None, now=town.now, today=town.now.date()
    )

    def publish(code: str, title: str, **content):
        column = town.column(code, town.english)
        text = {"source": "Bureau of Transport", "body": "<p>Open again.</p>", "column": column}
        return town.published(title, **(text | content))

    town.bridge = publish("news", "Qingyun Bridge reopens", summary="Open again.")
    publish("about", "About Qingyun")
    town.order = publish(
        "documents",
        "Order on ferries",
        kind="document",
        number="青交〔2026〕18号",
        issuing_organs=["Bureau of Transport"],
        validity="in_force",
        written_on="2026-06-01",
    )
    gone, noticed = publish("news", "Sent in error"), publish("news", "Taken back")
    for article, kind in ((gone, "error"), (noticed, "notice")):
        facts = {"kind": kind, "note": "in error", "by": town.people["signer"], "now": town.now}
        review.withdraw(uid=article.uid, **facts)
    return town


def test_given_every_page_of_the_english_edition_then_its_chrome_is_english(english):
    site_id = english.english.site_id
    drawn = [
        (target, render(target))
        for _n, kind in target_kinds
        for target in kind.all_for_site(site_id)
    ]
    pages = {
        page.path: page.body.decode()
        for _target, page in drawn
        if page and page.content_type.startswith(("text/html", "application/atom"))
    }

    left = {
        path: [found[0], text[max(0, found.start() - 60) : found.end() + 30]]
        for path, page in pages.items()
        if (text := SAID_TO_BE_CHINESE.sub("", page.replace("青交〔2026〕18号", "")))
        and (found := HAN.search(text))
    }

    assert left == {}
    kinds = {target.kind for target, page in drawn if page}
    assert {"home", "article", "column", "list", "map", "message", "elder"} <= kinds


def test_given_a_translation_then_both_pages_name_each_other_until_it_is_taken_back(english):
    chinese = english.published("青云江大桥恢复通车")
    by = english.people["officer"]
    address = f"https://jtj.qingyun.localhost{chinese.address}"

    def alternates(article, site) -> dict[str, str]:
        page = render(Target(site.site_id, "article", str(article.uid))).body.decode()
        return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page))

    link = library.link_translation(uid=english.bridge.uid, address=address, by=by, now=english.now)
    assert not link.is_outdated
    both = {
        "zh-CN": address,
        "en": f"https://en.qingyun.localhost{english.bridge.address}",
    }
    assert alternates(chinese, english.bureau_site) == both
    assert alternates(english.bridge, english.english) == both

    library.unlink_translation(uid=english.bridge.uid, by=by, now=english.now)
    assert alternates(chinese, english.bureau_site) == {}


def test_given_homes_of_two_editions_then_they_name_each_other(english):
    for site in (english.portal, english.english):
        page = render(Target(site.site_id, "home", "")).body.decode()
        assert '<link rel="alternate" hreflang="en" href="https://en.qingyun.localhost/">' in page
        assert '<link rel="alternate" hreflang="zh-CN" href="https://www.qing' in page
