"""A reader walks through the public sites with scripts off: everything works without them."""

from collections.abc import Iterator
from typing import Any

import pytest
from lxml import etree

from journeys.conftest import BUREAU, PORTAL, WIDTHS, RunningTown
from journeys.steps import follow

pytestmark = pytest.mark.browser

TITLE = "青云江水上巴士开通试运行"
ATOM = "{http://www.w3.org/2005/Atom}"
FONT_SIZE = "element => parseFloat(getComputedStyle(element).fontSize)"


@pytest.fixture
def reader(running_town: RunningTown) -> Iterator[Any]:
    context = running_town.browser.new_context(
        base_url=f"http://{BUREAU}:{running_town.port}",
        java_script_enabled=False,
        viewport={"width": WIDTHS[0], "height": 900},
        locale="zh-CN",
    )
    yield context.new_page()
    context.close()


def test_given_scripts_off_then_a_reader_gets_from_home_to_an_article_and_everywhere_else(
    running_town: RunningTown, reader: Any
):
    article = running_town.town.published(TITLE)
    running_town.wait_for(BUREAU, "/gzdt/", shows=TITLE)
    running_town.wait_for(BUREAU, "/", shows=TITLE)

    # From the home to the list, and to the text.
    reader.goto("/")
    follow(reader.get_by_role("link", name="工作动态", exact=True).first)
    follow(reader.get_by_role("link", name=TITLE).first)
    assert reader.url.endswith(article.address)
    assert reader.get_by_role("heading", level=1).inner_text() == TITLE
    assert "6月18日零时恢复通车" in reader.locator("main").inner_text()

    # The first stop of the keyboard leads past the head.
    reader.keyboard.press("Tab")
    assert reader.locator(":focus").get_attribute("href") == "#main"

    # Elder mode comes and goes, and leads back to where the reader was.
    small = reader.locator("main p").first.evaluate(FONT_SIZE)
    reader.goto("/_/elder/on", referer=reader.url)
    assert reader.locator("main p").first.evaluate(FONT_SIZE) > small
    reader.goto("/_/elder/off", referer=reader.url)
    assert reader.locator("main p").first.evaluate(FONT_SIZE) == small

    # Map, portal, and an address that leads nowhere but says where to go on.
    reader.goto("/map.html")
    assert reader.locator("main").get_by_role("link", name="工作动态").count() == 1
    reader.goto(f"http://{PORTAL}:{running_town.port}/")
    assert reader.locator("main").inner_text().strip()
    answer = reader.goto("/nothing-here.html")
    assert answer.status == 404
    assert reader.locator("main").get_by_role("link").count() > 0


def test_given_feeds_and_the_sitemap_then_machines_can_read_them(running_town: RunningTown):
    running_town.town.published("青云江水上巴士增加班次")
    running_town.wait_for(BUREAU, "/gzdt/feed.xml", shows="增加班次")

    # Atom: what RFC 4287 asks of a feed and of its entries.
    for path in ("/feed.xml", "/gzdt/feed.xml"):
        feed = etree.fromstring(running_town.get(BUREAU, path).body.encode())
        assert feed.tag == f"{ATOM}feed"
        for element in (feed, *feed.iter(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                (only,) = element.findall(f"{ATOM}{name}")
                assert only.text, (path, name)
        assert {row.get("rel", "alternate") for row in feed.findall(f"{ATOM}link")} >= {"self"}
        ids = [row.text for row in feed.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids)) > 1

    # Sitemap: what sitemaps.org's schema asks; every part that the index names is there.
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    index = etree.fromstring(running_town.get(BUREAU, "/sitemap.xml").body.encode())
    parts = [row.text for row in index.iter(f"{space}loc")]
    assert index.tag == f"{space}sitemapindex" and parts
    for part in parts:
        answer = running_town.get(BUREAU, "/" + part.rpartition("/")[2])
        listed = etree.fromstring(answer.body.encode())
        assert listed.tag == f"{space}urlset"
        assert all(row.text.startswith("http") for row in listed.iter(f"{space}loc"))
        assert {row.tag for row in listed} == {f"{space}url"}
