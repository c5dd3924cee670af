"""Arrangements through their services: drafted by one, released by another, bound to a digest."""

from datetime import timedelta

import pytest
from django.test import Client

from attempts import undone
from zhanqun.content.library import api as library
from zhanqun.content.pages import api as pages
from zhanqun.content.pages.kinds.arranged import draw_draft
from zhanqun.content.pages.missing import missing_in
from zhanqun.content.pages.policies import SameHand
from zhanqun.content.pages.services import (
    ArrangementChanged,
    BlocksUnfit,
    BlockUnfit,
    LifetimeUnfit,
    MustBlocksLack,
)
from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import ColumnSpec
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.tests.test_derivatives import noise
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import recording
from zhanqun.foundation.targets import Target, render


def home(town, site=None):
    return pages.home_arrangement(site or town.bureau_site)


def block(kind, **value):
    return {"type": kind, "value": value}


def save(town, blocks, row=None, by="bureau_manager"):
    row = row or home(town)
    row.refresh_from_db()
    return pages.save_draft(
        uid=row.uid, blocks=blocks, seen=row.latest.number, by=town.people[by], now=town.now
    )


def release(town, version, by="signer"):
    uid = version.arrangement.uid
    return pages.release(uid=uid, digest=version.digest, by=town.people[by], now=town.now)


def drawn(site, kind="home", key=""):
    rendered = render(Target(site.site_id, kind, str(key)))
    return rendered.body.decode() if rendered else None


@pytest.fixture
def heard(monkeypatch):
    found = set()
    monkeypatch.setitem(
        sites.structure_changed._entries, "heard", lambda keys, _sites: found.update(keys)
    )
    return found


def test_given_a_new_site_then_its_home_is_arranged_and_live_at_once(town):
    row = home(town)

    assert [found["type"] for found in row.live.blocks] == ["list", "about", "policy", "list"]
    assert row.live == row.latest
    assert row.live.made_by is None


def test_given_a_draft_then_preview_shows_it_and_the_public_page_does_not(town):
    town.published("青云江大桥恢复通车")
    before = drawn(town.bureau_site)

    version = save(town, [block("text", title="告示", text="今日<script>x</script>起\n\n试行")])

    preview = draw_draft(home(town), version.blocks, town.now).decode()
    assert "告示" in preview
    assert "<script>x" not in preview
    assert drawn(town.bureau_site) == before


def test_given_who_saved_last_then_another_releases_and_the_page_is_what_was_previewed(town, heard):
    town.published("青云江大桥恢复通车")
    version = save(town, [block("list", column=town.column("gzdt").pk, rows=3)])
    preview = draw_draft(home(town), version.blocks, town.now)
    with pytest.raises(SameHand), undone():
        release(town, version, by="bureau_manager")
    heard.clear()

    release(town, version)

    page = render(Target(town.bureau_site.site_id, "home", ""))
    # On the site /_/mode.css brings the colours, which the desk has not.
    assert page.body == preview.replace(b"p-theme-qing", b"", 1)
    assert heard == {pages.arrangement_key(home(town).page_id)}
    assert audit.Entry.objects.filter(action="pages.released", actor=town.people["signer"]).exists()


def test_given_a_newer_draft_than_was_looked_at_then_it_is_not_released(town):
    seen = save(town, [block("about")])
    save(town, [block("about", width="8")])

    with pytest.raises(ArrangementChanged) as refusal, undone():
        release(town, seen)

    assert refusal.value.facts["number"] == 3


def test_given_two_editors_at_once_then_the_second_is_told_and_nothing_is_overwritten(town):
    row = home(town)
    pages.save_draft(
        uid=row.uid,
        blocks=[block("about")],
        seen=1,
        by=town.people["bureau_manager"],
        now=town.now,
    )

    with pytest.raises(ArrangementChanged), undone():
        pages.save_draft(
            uid=row.uid, blocks=[], seen=1, by=town.people["bureau_manager"], now=town.now
        )

    assert [found["type"] for found in home(town).latest.blocks] == ["about"]


def test_given_a_former_version_when_restored_then_it_is_a_draft_that_another_releases(town):
    first = home(town).live
    release(town, save(town, [block("about")]))

    version = pages.restore(
        uid=home(town).uid, number=1, by=town.people["bureau_manager"], now=town.now
    )

    assert (version.blocks, version.number) == (first.blocks, 3)
    assert home(town).live.number == 2
    assert release(town, version).number == 3


def test_given_a_portal_home_without_the_three_then_it_is_not_released(town):
    row = home(town, town.portal)
    column = town.column("zwgk", town.portal).pk
    version = save(town, [block("disclosure", column=column)], row=row, by="editor")

    with pytest.raises(MustBlocksLack) as refusal, undone():
        release(town, version, by="chief")

    assert refusal.value.facts["kinds"] == "公共服务、公众参与"


@pytest.mark.parametrize(
    ("blocks", "error", "words"),
    [
        ([block("list", rows=3)], BlockUnfit, "第1个版块“列表”"),
        ([block("about"), block("list", column=1, rows=99)], BlockUnfit, "第2个版块“列表”"),
        ([block("gathered", title="各地")], BlockUnfit, "栏目和关键词至少填一样"),
        ([block("nothing")], BlockUnfit, "没有这种版块"),
        ([block("banner", title="题", url="javascript:alert(1)")], BlockUnfit, "https:// 或 /"),
        (
            [block("disclosure", column=1, apply_url="data:text/html,x")],
            BlockUnfit,
            "https:// 或 /",
        ),
        ([block("about"), block("about")], BlocksUnfit, "机构信息"),
    ],
)
def test_given_parameters_that_do_not_fit_then_the_refusal_names_the_block(
    town, blocks, error, words
):
    with pytest.raises(error) as refusal, undone():
        save(town, blocks)

    assert words in str(refusal.value)


def test_given_a_column_that_closed_then_its_block_is_left_out_and_the_desk_says_so(town):
    column = town.column("tzgg")
    version = save(town, [block("list", column=column.pk), block("list", title="空", column=1)])
    sites.close_column(
        column=column, merge_into=None, by=town.people["bureau_manager"], now=town.now
    )

    words = missing_in(home(town), version.blocks, town.now)

    assert list(words.values()) == [
        "栏目“通知公告”已关闭，不再显示",
        "没有可显示的内容，公众页面上会略去这一块",
    ]
    assert "通知公告" not in draw_draft(home(town), version.blocks, town.now).decode()


ALLOWED = {
    "save": {"bureau_manager"},
    "release": {"bureau_manager", "signer"},
    "lifetime": {"bureau_manager"},
}


def test_given_each_role_then_arranging_and_releasing_are_as_the_table_says(town):
    version = save(town, [block("about")])
    type(version).objects.update(made_by=town.people["officer"])
    row = home(town)
    facts = {"theme": "", "opens_on": None, "archives_on": None, "now": town.now}
    moves = {
        "save": lambda by: pages.save_draft(uid=row.uid, blocks=[], seen=2, by=by, now=town.now),
        "release": lambda by: pages.release(
            uid=row.uid, digest=version.digest, by=by, now=town.now
        ),
        "lifetime": lambda by: pages.set_lifetime(uid=row.uid, by=by, **facts),
    }
    allowed = {name: set() for name in moves}

    for name, move in moves.items():
        for username, person in town.people.items():
            try:
                with undone():
                    move(person)
                    allowed[name].add(username)
            except units.NotAllowed:
                continue

    assert allowed == ALLOWED


@pytest.fixture
def topic(town):
    """A topic of the portal, arranged by its editor."""
    manager = town.people["manager"]
    facts = {"by": manager, "now": town.now, "today": town.now.date()}
    portal_home = sites.home_of(town.portal.site_id)
    group = sites.add_column(
        parent=portal_home, spec=ColumnSpec("ztzl", "专题专栏", form="group"), **facts
    )
    column = sites.add_column(
        parent=group, spec=ColumnSpec("fxkh", "防汛在行动", form="topic"), **facts
    )
    return pages.arrange(page=column, by=town.people["editor"], now=town.now)


def opened(town, topic, *blocks):
    version = save(town, list(blocks), row=topic, by="editor")
    release(town, version, by="chief")
    return topic.page_id


def test_given_a_topic_then_it_gathers_by_column_and_by_tag_from_other_sites(town, topic):
    of_column = town.published("处置险情三处", column=town.column("tzgg"))
    tagged = town.published("备足沙袋两万条", keywords="防汛、ＦＸ")
    town.published("与此无关")

    key = opened(
        town,
        topic,
        block("gathered", title="各地动态", sources=[town.column("tzgg").pk]),
        block("gathered", title="关键词", tags=["防汛"]),
    )
    page = drawn(town.portal, "column", key)

    assert f"https://jtj.qingyun.localhost{of_column.address}" in page
    assert f"https://jtj.qingyun.localhost{tagged.address}" in page
    assert "与此无关" not in page
    assert library.tags_in("防汛、ＦＸ") == ["防汛", "fx"]


def test_given_a_tag_that_comes_and_goes_then_exactly_those_who_gather_by_it_hear(town, topic):
    key = opened(town, topic, block("gathered", title="关键词", tags=["防汛"]))
    with recording() as keys:
        drawn(town.portal, "column", key)
    other = town.published("无关的稿件", keywords="招生")
    article = town.published("备足沙袋", keywords="防汛")

    with recording() as after:
        page = drawn(town.portal, "column", key)
    review.withdraw(
        uid=article.uid, kind="error", note="数据有误", by=town.people["signer"], now=town.now
    )

    assert library.tag_key("防汛") in keys
    assert "备足沙袋" in page
    assert library.heading_key(article.uid) in after
    assert library.heading_key(other.uid) not in after
    assert "备足沙袋" not in drawn(town.portal, "column", key)


def test_given_a_lifetime_then_the_topic_opens_is_archived_and_leaves_the_home(town, topic, heard):
    town.published("处置险情三处", column=town.column("tzgg"))
    today = clock.day_of(town.now)
    group = town.column("ztzl", town.portal).pk
    facts = {"theme": "zhu", "by": town.people["editor"], "now": town.now}
    days = {"opens_on": today + timedelta(days=2), "archives_on": today + timedelta(days=9)}
    pages.set_lifetime(uid=topic.uid, **days, **facts)
    key = opened(town, topic, block("gathered", title="动态", sources=[town.column("tzgg").pk]))
    row = home(town, town.portal)
    blocks = [block("topics", column=group)]
    assert drawn(town.portal, "column", key) is None

    heard.clear()
    assert pages.turn_topics(town.later(days=2)) == 1
    page = drawn(town.portal, "column", key)
    assert 'class="p-theme-zhu"' in page
    assert {sites.opened_key(key), pages.arrangement_key(key)} <= heard
    assert "防汛在行动" in draw_draft(row, blocks, town.now).decode()

    assert pages.turn_topics(town.later(days=7)) == 1
    assert pages.turn_topics(town.now) == 0
    assert "本专题已于 2026-06-25 归档" in drawn(town.portal, "column", key)
    assert "p-topic__name" not in draw_draft(row, blocks, town.now).decode()


def test_given_an_end_before_the_beginning_then_the_lifetime_is_refused(town, topic):
    today = clock.day_of(town.now)
    with pytest.raises(LifetimeUnfit), undone():
        pages.set_lifetime(
            uid=topic.uid,
            theme="",
            opens_on=today + timedelta(days=9),
            archives_on=today + timedelta(days=2),
            by=town.people["editor"],
            now=town.now,
        )


def test_given_no_scripts_then_blocks_are_added_moved_filled_and_kept_by_plain_buttons(town):
    client = Client()
    client.force_login(town.people["bureau_manager"])
    address = f"/desk/pages/{home(town).uid}/"
    page = client.get(address)
    form = fields_of(page)
    first, *rest = form["block"]

    page = client.post(address, form | {"act": "add", "kind": "text", "after": "first"})
    form = fields_of(page)
    added = form["block"][0].partition(":")[0]
    assert form["block"][1:] == [first, *rest]
    page = client.post(address, form | {f"{added}-text": "便民公告", "act": f"down:{added}"})
    form = fields_of(page)
    assert [entry.partition(":")[0] for entry in form["block"]].index(added) == 1
    page = client.post(address, form | {"act": "remove:" + first.partition(":")[0]})
    form = fields_of(page)
    answer = client.post(address, form | {"act": "save", "note": "加公告"})

    assert answer.status_code == 302
    latest = home(town).latest
    assert [found["type"] for found in latest.blocks] == ["text", "about", "policy", "list"]
    assert (latest.blocks[0]["value"]["text"], latest.note) == ("便民公告", "加公告")


def fields_of(page):
    """What a browser would send back: the forms' values, as the page shows them."""
    data = {"block": [], "seen": str(page.context["row"].latest.number)}
    for form, _missing in page.context["blocks"]:
        data["block"].append(f"{form.key}:{form.kind}")
        for bound in form:
            value = bound.value()
            if isinstance(value, list) and hasattr(bound.field, "count"):
                data |= {f"{bound.html_name}_{n}": str(one or "") for n, one in enumerate(value)}
            elif value is not None:
                data[bound.html_name] = bound.field.prepare_value(value)
    return data


def test_given_a_link_to_another_place_then_blocks_lead_there_on_every_site(town, topic):
    """It has no page of its own, at home or where it is gathered."""
    cover = attachments.store_attachment(
        name="图.jpg",
        content=noise(size=(600, 400)),
        unit=town.bureau,
        by=town.people["officer"],
        now=town.now,
    )
    there = "https://www.gov.cn/zhengce/x.htm"
    town.published(
        "国务院部署防汛",
        kind="link",
        link_url=there,
        body="",
        cover=cover.uid,
        cover_alt="会场",
        column=town.column("tzgg"),
    )
    source = town.column("tzgg").pk
    gathered = block("gathered", title="各地", sources=[source])
    version = save(town, [block("picture", column=source), gathered])
    release(town, version)
    key = opened(town, topic, gathered)

    at_home, elsewhere = drawn(town.bureau_site), drawn(town.portal, "column", key)

    assert at_home.count(f'href="{there}"') == 2
    assert f'href="{there}"' in elsewhere
