"""Warnings and mourning reach the files (预警与哀悼落盘)."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from lxml import etree

from town import START
from zhanqun.content.alerts import api as alerts
from zhanqun.content.alerts.tests.making import released
from zhanqun.content.library import api as library
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import ColumnSpec
from zhanqun.delivery.staticsite import expanding
from zhanqun.delivery.staticsite.models import PublishedFile, StaleTarget, Urgency
from zhanqun.delivery.staticsite.publisher import SitePublisher
from zhanqun.delivery.staticsite.tree import digest
from zhanqun.foundation import clock

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


@pytest.fixture
def standing(town, run_jobs):
    """Both sites stand, on a clock that is the town's."""
    town.published("青云江大桥恢复通车")

    @contextmanager
    def at(**later: float):
        with clock.fixed(town.later(**later) + timedelta(seconds=2)):
            yield
            run_jobs()

    with at():
        pass
    town.at = at
    return town


def tree(town, site=None):
    return SitePublisher((site or town.portal).site_id).tree


def text(town, path: str, site=None) -> str:
    return tree(town, site).file(path).read_text(encoding="utf-8")


def test_given_a_release_then_bar_list_page_and_messages_stand_and_no_other_page_is_drawn(standing):
    others = PublishedFile.objects.exclude(kind__in=["fixed", "alert", "alerts", "cap", "cap_feed"])
    before = dict(others.values_list("pk", "changed_at"))
    with standing.at(minutes=1):
        alert = released(standing)

    for site in (standing.portal, standing.bureau_site):
        bar = text(standing, "/_/alert.html", site)
        assert "台风红色预警 Ⅰ级" in bar
        assert "沿江三区，6月16日17时21分至17日5时21分。沿江三区停课停工停运" in bar
        assert f'href="/alerts/{alert.uid}.html"' in bar
        assert "台风红色预警" in text(standing, "/alerts/index.html", site)
        page = text(standing, f"/alerts/{alert.uid}.html", site)
        assert "阵风可达14级" in page and "已失效" not in page
        feed = etree.fromstring(text(standing, "/_/cap.xml", site).encode())
        assert feed.findtext("{*}entry/{*}title") == alert.headline
        cap = etree.fromstring(text(standing, f"/_/cap/{alert.identifier}.xml", site).encode())
        assert cap.findtext(f"{CAP}identifier") == alert.identifier
        assert cap.findtext(f"{CAP}info/{CAP}web").endswith(f"/alerts/{alert.uid}.html")
    assert dict(others.values_list("pk", "changed_at")) == before
    bar_row = PublishedFile.objects.get(site=standing.portal.site_id, path="/_/alert.html")
    assert bar_row.br_sha256 and bar_row.gz_sha256
    assert bar_row.sha256 == digest(tree(standing).file("/_/alert.html").read_bytes())
    # What the manifest is written from hears of it, so that the watch keeps the new one.
    told = apps.get_model("zq_integrity", "ChangedFile").objects
    assert told.filter(site=standing.portal.site_id, path="/_/alert.html").exists()


def test_given_a_release_then_the_bars_of_all_sites_go_before_anything_else(standing):
    with clock.fixed(standing.later(minutes=1)):
        standing.published("普通稿件")
        released(standing)

        expanding.take_up(clock.now())

    rows = StaleTarget.objects.order_by("urgency", "rank", "pk")
    assert sorted((row.kind, row.key, row.urgency) for row in rows[:4]) == [
        ("fixed", name, Urgency.EMERGENCY) for name in ("alert-tc.html", "alert.html") for _ in "ab"
    ]


def test_given_a_warning_then_what_it_opens_on_a_site_is_found_in_one_query(
    db, django_assert_num_queries
):
    """A hundred sites are asked within the two seconds; no room reads for a key that is not its
    own, and this one reads the warning's messages."""
    keys = [alerts.bar_key(7), f"{alerts.bar_key(7)}:{uuid4()}"]
    with django_assert_num_queries(1):
        found = expanding.opened(keys, [7])

    assert {target.kind for target in found} == {"fixed", "alert", "alerts", "cap_feed"}


def test_given_the_period_is_over_then_the_bar_is_empty_and_the_page_says_so(standing):
    with standing.at(minutes=1):
        alert = released(standing)
    with standing.at(hours=13):
        alerts.turn(clock.now())

    assert "目前没有生效的预警" in text(standing, "/_/alert.html")
    assert "已失效：本预警已于" in text(standing, f"/alerts/{alert.uid}.html")
    assert "已失效" in text(standing, "/alerts/index.html")


def test_given_four_warnings_then_the_bar_shows_the_two_highest_and_counts_the_rest(standing):
    with standing.at(minutes=1):
        for level in (4, 2, 3, 1):
            released(standing, level=level, area=f"第{level}片")

    bar = text(standing, "/_/alert.html")
    shown = [bar.index(words) for words in ("台风红色预警", "台风橙色预警", "另有2条预警")]
    assert shown == sorted(shown)
    assert "台风黄色预警" not in bar and "台风蓝色预警" not in bar


def test_given_warnings_then_the_files_equal_a_full_build(standing):
    with standing.at(minutes=1):
        first = released(standing)
        alerts.begin_lifting(
            uid=first.uid, note="台风远离", by=standing.people["editor"], now=standing.now
        )
    with standing.at(minutes=1):
        waiting = alerts.Alert.objects.get(first=first)
        alerts.release(
            uid=waiting.uid, digest=waiting.digest, by=standing.people["chief"], now=standing.now
        )
    site_id = standing.portal.site_id
    made = dict(PublishedFile.objects.filter(site=site_id).values_list("path", "sha256"))

    with clock.fixed(standing.now):
        list(SitePublisher(site_id).build())

    assert dict(PublishedFile.objects.filter(site=site_id).values_list("path", "sha256")) == made
    assert "已解除：本预警已于" in text(standing, f"/alerts/{first.uid}.html")


def mourn(town, **changes) -> alerts.Mourning:
    facts = {
        "reason": "全国哀悼日",
        "authority": "国务院公告",
        "starts_at": town.now + timedelta(hours=1),
        "ends_at": town.now + timedelta(hours=25),
        "reach": "all",
        "home_only": False,
    }
    asked = alerts.ask_mourning(content=facts | changes, by=town.people["manager"], now=town.now)
    return alerts.decide_mourning(
        uid=asked.uid, approve=True, by=town.people["chief"], now=town.now
    )


def test_given_mourning_then_both_stylesheets_turn_grey_in_time_and_back(standing):
    colour, elder = text(standing, "/_/mode.css"), text(standing, "/_/mode-elder.css")
    with standing.at():
        mourn(standing, except_ids=[standing.bureau_site.site_id])
    assert text(standing, "/_/mode.css") == colour

    with standing.at(hours=1):
        alerts.turn(clock.now())

    assert "grayscale(" in text(standing, "/_/mode.css")
    assert "grayscale(" in text(standing, "/_/mode-elder.css")
    assert elder in text(standing, "/_/mode-elder.css")
    assert text(standing, "/_/mode.css", standing.bureau_site) == colour
    with standing.at(days=3):  # nothing ran at its end: the next look ends it
        alerts.turn(clock.now())
    assert text(standing, "/_/mode.css") == colour
    assert text(standing, "/_/mode-elder.css") == elder


def test_given_mourning_of_homes_only_then_every_rule_is_of_home_pages(standing):
    with standing.at():
        mourn(standing, home_only=True, starts_at=standing.now)

    css = text(standing, "/_/mode.css")
    rules = [rule.split("{")[0] for rule in css.split("}") if "{" in rule]
    selectors = [rule for rule in rules if not rule.strip().startswith("@")]
    assert ":root:root" not in css
    assert selectors and all(":root.p-home" in rule for rule in selectors)
    assert 'p-home"' in text(standing, "/index.html")
    assert 'p-home"' not in text(standing, "/alerts/index.html")


def topic_with_updates(town):
    """A topic on the bureau's site, with a list for its updates."""
    manager = {"by": town.people["bureau_manager"], "now": town.now, "today": START}
    home = sites.home_of(town.bureau_site.site_id)
    spec = ColumnSpec("hz", "青云江洪水", form="topic", lead_unit=town.bureau)
    topic = sites.add_column(parent=home, spec=spec, **manager)
    updates = sites.add_column(parent=topic, spec=ColumnSpec("hzgd", "滚动通报"), **manager)
    return topic, updates


def correct(town, article: library.Article, body: str) -> None:
    saved = library.save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content={"summary": body},
        by=town.people["officer"],
        now=town.now,
    )
    town.publish(saved.article)


def test_given_an_event_then_its_topic_tells_updates_newest_first_and_what_was_corrected(standing):
    topic, updates = topic_with_updates(standing)
    facts = {"name": "青云江特大洪水", "level": 1, "topic": topic, "updates": updates}
    with standing.at(minutes=1):
        event = alerts.open_event(
            content=facts | {"happened_at": standing.now},
            by=standing.people["bureau_manager"],
            now=standing.now,
        )
        warning = released(standing, topic=topic)
        first = standing.published("第一次通报", column=updates, summary="水位26.1米")
    with standing.at(minutes=30):
        standing.published("第二次通报", column=updates)
        correct(standing, first, "水位26.4米")

    page = text(standing, f"{topic.address}index.html", standing.bureau_site)
    order = [page.index(words) for words in (">最新<", "第二次通报", ">已更正<", "第一次通报")]
    assert order == sorted(order)
    assert "水位26.4米" in page and "水位26.1米" not in page
    assert "台风红色预警 Ⅰ级" in page.split('id="updates"')[0]
    assert f"最新进展：{topic.title}" in text(standing, f"/alerts/{warning.uid}.html")
    limits = {row.code: (due_at, done) for row, due_at, done in alerts.hours_of(event)}
    assert limits["authoritative"][0] - event.happened_at == timedelta(hours=5)
    assert limits["authoritative"][1] is not None and limits["press"][1] is None
