"""Leaders and organs on their pages and in their columns (领导之窗、机构职能)."""

import re

import pytest

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments import derivatives
from zhanqun.core.attachments.tests.test_derivatives import noise
from zhanqun.foundation.dependencies import recording
from zhanqun.foundation.targets import Target, render

MAYOR = {"offices": ["市委副书记", "市长"], "order": 1, "career": [["2026.01至今", "青云市市长"]]}
DEPUTY = {"offices": ["副市长"], "order": 2}


@pytest.fixture
def leaders(town):
    """A column of leaders on the bureau's site."""
    return column_of(town, column_type="leaders")


def column_of(town, **facts):
    column = town.column("tzgg")
    for name, value in facts.items():
        setattr(column, name, value)
    column.save()
    return column


def drawn(town, kind, key):
    return render(Target(town.bureau_site.site_id, kind, str(key))).body.decode()


def test_given_leaders_then_their_column_shows_them_in_their_order_and_former_ones_leave(
    town, leaders
):
    deputy = town.published("阮知微", kind="leader", details=DEPUTY, column=leaders)
    mayor = town.published("温景岚", kind="leader", details=MAYOR, column=leaders)
    division = town.published("领导同志工作分工", column=leaders)

    before = drawn(town, "column", leaders.pk)
    review.withdraw(
        uid=deputy.uid, kind="error", note="不再任职", by=town.people["signer"], now=town.now
    )
    after = drawn(town, "column", leaders.pk)

    names = r'class="p-leaders__name">([^<]+)<'
    assert re.findall(names, before) == ["温景岚", "阮知微"]
    assert re.findall(r'p-leaders__office">([^<]+)<', before) == ["市委副书记", "市长", "副市长"]
    assert mayor.address in before
    assert division.address in before
    assert re.findall(names, after) == ["温景岚"]


def test_given_large_portraits_then_a_phone_is_offered_small_ones(town, leaders):
    """A directory of twenty leaders would else be twenty photographs in full."""
    kept = attachments.store_attachment(
        name="照片.jpg",
        content=noise(size=(1200, 1600)),
        unit=town.bureau,
        by=town.people["officer"],
        now=town.now,
    )
    mayor = town.published("温景岚", kind="leader", details=MAYOR, column=leaders, cover=kept.uid)
    derivatives.derive(attachment_id=kept.pk, now=town.now)

    for page in (drawn(town, "column", leaders.pk), drawn(town, "article", mayor.uid)):
        assert f"/f/{kept.key}/r/480.avif 480w" in page
    assert 'alt="温景岚"' in drawn(town, "article", mayor.uid)
    assert 'alt=""' in drawn(town, "column", leaders.pk)  # the name stands beside it


def test_given_texts_that_name_a_leader_as_keyword_then_the_leaders_page_gathers_them(
    town, leaders
):
    mayor = town.published("温景岚", kind="leader", details=MAYOR, column=leaders)
    town.published("温景岚调研城市更新", keywords="城市更新， 温景岚")
    town.published("城市更新问答", keywords="城市更新")

    with recording() as keys:
        page = drawn(town, "article", mayor.uid)

    assert "温景岚调研城市更新" in page
    assert "城市更新问答" not in page
    assert "2026.01至今" in page
    assert library.tag_key("温景岚") in keys


def test_given_an_organ_then_page_and_single_page_column_show_functions_and_offices(town):
    column = column_of(town, form="plain", column_type="organs")
    facts = {"address": "梧桐路26号", "offices": [["公共交通科", "公交", "0099-6044321"]]}
    organ = town.published("青云市交通运输局", kind="organ", details=facts, column=column)

    for page in (drawn(town, "article", organ.uid), drawn(town, "column", column.pk)):
        assert "梧桐路26号" in page
        assert "电话：0099-6044321" in page
        assert "大桥将于6月18日零时恢复通车" in page


def test_given_a_name_in_full_width_and_capitals_then_texts_are_gathered_by_it_all_the_same(
    town, leaders
):
    mayor = town.published("Ａnna·Wen", kind="leader", details=MAYOR, column=leaders)
    town.published("市长会见客商", keywords="anna·ｗｅｎ")

    with recording() as keys:
        page = drawn(town, "article", mayor.uid)

    assert "市长会见客商" in page
    assert library.tag_key("anna·wen") in keys
