"""Feeds, structured data and social cards say what is so, and hold to their standards."""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime

import pytest
from lxml import etree

from zhanqun.content.pages.builders import metadata
from zhanqun.foundation.targets import Target, render

ATOM, SITEMAP = "http://www.w3.org/2005/Atom", "http://www.sitemaps.org/schemas/sitemap/0.9"

# What RFC 4287 asks of a feed and its entries, as a RELAX NG grammar of our own.
ATOM_RULES = f"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{ATOM}"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="feed">
    <attribute name="lang" ns="http://www.w3.org/XML/1998/namespace"/>
    <interleave>
      <ref name="head"/>
      <oneOrMore><ref name="link"/></oneOrMore>
      <zeroOrMore><element name="entry"><interleave>
        <ref name="head"/><ref name="link"/>
        <element name="published"><data type="dateTime"/></element>
        <element name="author"><element name="name">
          <data type="string"><param name="minLength">1</param></data></element></element>
        <optional><element name="summary"><text/></element></optional>
      </interleave></element></zeroOrMore>
    </interleave>
  </element></start>
  <define name="head"><interleave>
    <element name="id"><data type="anyURI"/></element>
    <element name="title"><text/></element>
    <element name="updated"><data type="dateTime"/></element>
  </interleave></define>
  <define name="link"><element name="link">
    <attribute name="rel"/><attribute name="type"/>
    <attribute name="href"><data type="anyURI"/></attribute>
  </element></define>
</grammar>"""


@pytest.fixture
def told(town):
    """Two texts, one with what breaks careless feeds (P039)."""
    town.published("推荐免\u000f试通知 & <解读>]]>", summary="王𡐤说明", keywords="教育")
    return town.published("青云江大桥恢复通车", keywords="交通")


def drawn(town, kind, key):
    return render(Target(town.bureau_site.site_id, kind, str(key)))


def feeds(town, name):
    """The feed of a column and that of its site."""
    column = f"{town.column('gzdt').pk}:{name}".rstrip(":")
    return [drawn(town, "feed", column), drawn(town, "site_feed", name)]


def test_p039_given_odd_titles_then_atom_feeds_keep_to_the_rules(town, told):
    rules = etree.RelaxNG(etree.fromstring(ATOM_RULES))

    for feed in feeds(town, ""):
        tree = etree.fromstring(feed.body)
        rules.assertValid(tree)
        assert tree.findtext(f"{{{ATOM}}}entry[2]/{{{ATOM}}}title") == "推荐免试通知 & <解读>]]>"
        assert tree.findtext(f"{{{ATOM}}}entry[1]/{{{ATOM}}}id") == f"urn:uuid:{told.uid}"


def test_given_a_site_then_its_rss_feeds_have_what_readers_need(town, told):
    for feed in feeds(town, "rss"):
        channel = etree.fromstring(feed.body).find("channel")
        items = channel.findall("item")
        place = f"https://jtj.qingyun.localhost{feed.path}"

        assert feed.path.endswith("/rss.xml")
        assert all(channel.findtext(name) for name in ("title", "link", "description"))
        assert channel.find(f"{{{ATOM}}}link").get("href") == place
        assert [item.findtext("title") for item in items][0] == told.title
        assert {item.find("guid").get("isPermaLink") for item in items} == {"false"}
        moments = [parsedate_to_datetime(item.findtext("pubDate")) for item in items]
        assert {moment.isoformat() for moment in moments} == {"2026-06-16T17:20:00+08:00"}


def test_given_a_site_then_its_json_feeds_are_of_version_one_point_one(town, told):
    for rendered in feeds(town, "json"):
        feed = json.loads(rendered.body)

        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"https://jtj.qingyun.localhost{rendered.path}"
        assert {len(item["authors"]) for item in feed["items"]} == {1}
        for item in feed["items"]:
            assert item["id"].startswith("urn:uuid:")
            assert item["content_text"]
            assert datetime.fromisoformat(item["date_published"]).utcoffset().seconds == 8 * 3600


def test_given_a_column_then_its_head_links_the_three_feeds_that_are_there(town, told):
    page = drawn(town, "column", town.column("gzdt").pk).body.decode()

    links = re.findall(r'<link rel="alternate" type="[^"]+" title="[^"]+" href="([^"]+)">', page)

    assert links == [feeds(town, name)[0].path for name in ("", "rss", "json")]


def test_given_a_sitemap_then_index_and_parts_keep_to_the_protocol(town, told):
    """sitemaps.org 0.9: its namespace, loc first and absolute, lastmod as W3C time with zone."""
    index = etree.fromstring(drawn(town, "sitemap", "").body)
    places = [row.findtext(f"{{{SITEMAP}}}loc") for row in index]
    keys = [re.search(r"/sitemap-(.+)\.xml$", place)[1] for place in places]
    parts = [etree.fromstring(drawn(town, "sitemap", key).body) for key in keys]

    assert index.tag == f"{{{SITEMAP}}}sitemapindex"
    assert len(keys) == len(set(keys)) == 2
    assert {part.tag for part in parts} == {f"{{{SITEMAP}}}urlset"}
    for row in [row for tree in (index, *parts) for row in tree]:
        names = [etree.QName(child).localname for child in row]
        assert names in (["loc"], ["loc", "lastmod"])
        assert row[0].text.startswith("https://jtj.qingyun.localhost/")
        assert all(datetime.fromisoformat(child.text).tzinfo for child in row[1:])


def test_given_a_text_then_data_and_card_say_what_the_page_says(town):
    article = town.published("大桥</script><b>通车", body="<p>18日<b>零时</b>通车。</p>")

    page = drawn(town, "article", article.uid).body.decode()

    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    news, crumbs = json.loads(data)["@graph"]
    card = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', page))
    assert news["@type"] == "NewsArticle"
    assert news["headline"] == article.title
    assert news["datePublished"] == "2026-06-16T17:20:00+08:00"
    assert news["publisher"]["name"] == "青云市交通运输局"
    assert [row["name"] for row in crumbs["itemListElement"]] == ["首页", "工作动态"]
    assert card["og:description"] == "18日零时通车。"
    assert card["og:url"] == news["url"]


def test_given_a_document_and_a_home_then_each_is_described_by_its_kind(town):
    facts = {"number": "青交〔2026〕4号", "issuing_organs": ["青云市交通运输局"]}
    document = town.published("治超办法", kind="document", column=town.column("zcwj"), **facts)

    def graph(kind, key):
        page = drawn(town, kind, key).body.decode()
        return json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])["@graph"]

    law, organ = graph("article", document.uid)[0], graph("home", "")[0]
    assert (law["@type"], law["legislationIdentifier"]) == ("Legislation", "青交〔2026〕4号")
    assert (organ["@type"], organ["name"]) == ("GovernmentOrganization", "青云市交通运输局")


def test_given_a_text_without_summary_then_its_beginning_describes_it():
    class Text:
        summary, body = "", "<p>第一段 &amp; 说明。</p><p>" + "长" * 3000 + '<a href="/x">'

    said = metadata.description_of(Text)

    assert said.startswith("第一段 & 说明。长")
    assert len(said) == 120
