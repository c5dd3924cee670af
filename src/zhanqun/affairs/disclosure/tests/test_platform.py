"""The platform that everybody reads: who discloses, uniform pages, lists that keep numbers."""

import json
import re
from datetime import date

import pytest

from zhanqun.affairs.disclosure import listing
from zhanqun.affairs.disclosure.api import Level, PlatformBlock, PublisherFacts, platform_blocks
from zhanqun.affairs.disclosure.services import change_publisher
from zhanqun.affairs.disclosure.tests.making import guided
from zhanqun.affairs.disclosure.tests.samples import document, filed
from zhanqun.content.pages.api import Link
from zhanqun.content.review import api as review
from zhanqun.foundation import targets
from zhanqun.foundation.registries import Registry
from zhanqun.foundation.targets import Target, render, target_kinds


def page(site, kind, key=""):
    return render(Target(site.site_id, kind, key))


def body(site, kind, key=""):
    return page(site, kind, key).body.decode()


def disclosed(publishers, number="青交〔2026〕4号", items=("p20_01",), **content):
    article = document(publishers, number, **content)
    entry = filed(publishers, article, items=items)
    publishers.town.publish(article)
    entry.refresh_from_db()
    return entry


def test_given_an_entry_then_the_uniform_page_shows_it_in_the_four_blocks(publishers):
    rules = disclosed(publishers, "青交〔2026〕5号", ("rules",), title="信息公开工作制度")
    entry = disclosed(publishers)
    site = publishers.town.bureau_site

    text = body(site, "disclosure_publisher", "jtj")

    places = [text.index(f'id="{block}"') for block in ("guide", "rules", "statutory", "reports")]
    assert places == sorted(places)
    assert places[1] < text.index(rules.article.title) < places[2]
    assert "青云市交通运输局政府信息公开" in text and "/intake/disclosure/?to=jtj" in text
    for said in (entry.article.title, str(entry.index), 'href="/disclosure/jtj/item-p20_01/"'):
        assert said in text
    data = json.loads(re.search(r'ld\+json">(.+?)</script>', text)[1])
    assert data["name"] == "青云市交通运输局"
    assert "信息公开工作制度" not in body(site, "disclosure_list", "jtj:item-p20_01")


def test_given_one_publisher_on_a_site_then_its_page_stands_at_the_front_as_well(publishers):
    front = page(publishers.town.bureau_site, "disclosure")

    assert front.path == "/disclosure/index.html"
    base = publishers.town.bureau_site.base_url
    assert f'rel="canonical" href="{base}/disclosure/jtj/"' in front.body.decode()


def test_given_a_government_then_its_name_says_government_once(publishers):
    assert publishers.government.titled("政府信息公开") == "青云市人民政府信息公开"
    assert publishers.bureau.titled("政府信息公开") == "青云市交通运输局政府信息公开"


def test_given_publishers_on_their_sites_then_the_portal_gathers_them(publishers):
    guided(publishers, publishers.bureau, by="head")
    entry = disclosed(publishers)
    base = publishers.town.bureau_site.base_url

    text = body(publishers.town.portal, "disclosure")

    assert f'href="{base}/disclosure/jtj/"' in text and 'href="/disclosure/szf/"' in text
    assert f'href="{base}/disclosure/jtj/guide.html"' in text
    assert "主动公开1条，最近2026-06-16" in text and "还没有主动公开的信息" in text
    assert f'href="{base}{entry.article.address}"' in text
    assert page(publishers.town.portal, "disclosure_publisher", "jtj") is None


def test_given_one_of_two_with_a_guide_then_the_portal_names_no_guide_of_the_other(publishers):
    guided(publishers, publishers.bureau, by="head")

    text = body(publishers.town.portal, "disclosure")

    assert "/disclosure/jtj/guide.html" in text and "/disclosure/szf/guide.html" not in text


def test_p005_given_a_withdrawn_document_then_no_page_of_disclosure_shows_it(publishers):
    town, kept, gone = (
        publishers.town,
        disclosed(publishers),
        disclosed(publishers, "青交〔2026〕6号"),
    )

    review.withdraw(
        uid=gone.article.uid, kind="error", note="内容有误", by=town.people["signer"], now=town.now
    )

    for key in ("jtj:all", "jtj:item-p20_01", "jtj:topic-t07"):
        text = body(town.bureau_site, "disclosure_list", key)
        assert kept.article.title in text and gone.article.title not in text
        assert gone.article.title not in body(town.bureau_site, "disclosure_page", f"{key}:1")
    assert gone.article.title not in body(town.bureau_site, "disclosure_publisher", "jtj")
    portal = body(town.portal, "disclosure")
    assert gone.article.title not in portal and "主动公开1条" in portal


def test_given_more_entries_than_a_page_holds_then_numbers_stay_with_them(publishers, monkeypatch):
    for module in ("listing", "public.reading"):
        monkeypatch.setattr(f"zhanqun.affairs.disclosure.{module}.BUCKET", 2)
    site = publishers.town.bureau_site
    rows = [disclosed(publishers, f"青交〔2026〕{n}号") for n in range(11, 14)]

    first = body(site, "disclosure_page", "jtj:all:1")

    assert rows[0].article.title in first and rows[1].article.title in first
    assert rows[2].article.title in body(site, "disclosure_page", "jtj:all:2")
    assert page(site, "disclosure_page", "jtj:all:3") is None
    keys = {row.key for row in target_kinds.get("disclosure_page").all_for_site(site.site_id)}
    assert {"jtj:all:1", "jtj:all:2", "jtj:topic-t07:2"} <= keys


@pytest.mark.parametrize("before", [0, 22])
def test_given_many_entries_or_none_then_one_more_touches_as_many_pages(
    publishers, monkeypatch, before
):
    told = []
    monkeypatch.setattr(targets, "changed", heard := Registry("changes"))
    for n in range(before):
        listing.stand_or_go(_copied(publishers, n))
    heard.register("test", told.append)

    disclosed(publishers)

    (news,) = [row for row in told if any(key.startswith("catalogue:") for key in row.keys)]
    lists = {key for key in news.keys if not key.endswith((":newest", ":counts", ":lists"))}
    # All, one item, one class: the numbered page and the newest of each.
    assert len(lists) == 6
    opened = {
        target
        for key in news.keys
        for site_id in news.site_ids
        for _name, kind in target_kinds
        for target in kind.opened_by(key, site_id)
    }
    assert len(opened) == 6


def _copied(publishers, number):
    """An entry that is public, without the way through the desk."""
    entry = filed(publishers, document(publishers, f"青交〔2025〕{number + 1}号"))
    entry.state, entry.published_on, entry.renewed_on = "live", date(2026, 6, 16), date(2026, 6, 16)
    entry.save()
    return entry


def test_given_what_upper_rooms_fill_in_then_it_stands_in_its_block(publishers, monkeypatch):
    filled = Registry("blocks")
    monkeypatch.setattr("zhanqun.affairs.disclosure.public.platform.platform_blocks", filled)
    report = Link("2025年年度报告", "/disclosure/jtj/reports/2025.html")
    filled.register("reports", lambda row: PlatformBlock((report,)))

    text = body(publishers.town.bureau_site, "disclosure_publisher", "jtj")

    assert text.index('id="reports"') < text.index(report.url)
    assert platform_blocks is not filled


def test_given_a_publisher_that_moves_then_its_pages_move_with_it(publishers):
    disclosed(publishers)
    town = publishers.town
    facts = PublisherFacts(town.portal, publishers.bureau.organ_code, Level.CITY)
    change_publisher(
        uid=publishers.bureau.uid, facts=facts, by=publishers.people["desk"], now=town.now
    )

    key = f"publisher:{publishers.bureau.pk}"
    opened = [
        target
        for _name, kind in target_kinds
        for target in kind.opened_by(key, town.portal.site_id)
    ]
    shown = [target for target in opened if render(target)]
    assert {target.kind for target in shown} == {
        "disclosure_publisher", "disclosure_list", "disclosure_page",
    }  # fmt: skip
    assert page(town.bureau_site, "disclosure_publisher", "jtj") is None
    assert page(town.bureau_site, "disclosure") is None


def test_given_publishers_then_map_and_sitemap_lead_to_them(publishers):
    disclosed(publishers)
    site = publishers.town.bureau_site

    assert 'href="/disclosure/"' in body(site, "map")
    listed = body(site, "sitemap", "disclosure-pages")
    for path in ("/disclosure/jtj/", "/disclosure/jtj/all/", "/disclosure/jtj/item-p20_01/"):
        assert f"<loc>{site.base_url}{path}</loc>" in listed
    assert "sitemap-disclosure-pages.xml" in body(site, "sitemap")
