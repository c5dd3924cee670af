"""Wording: lists, contexts, near misses, organs, regions beside countries."""

from datetime import UTC, date, datetime

import pytest

from zhanqun.core.checks import api
from zhanqun.core.checks.compiled import Compiled
from zhanqun.core.checks.hits import Hit, Passage
from zhanqun.core.checks.leaders import Leaders
from zhanqun.core.checks.scanning import hits_of
from zhanqun.core.checks.wording import Pattern, Wording

NOW = datetime(2026, 6, 16, 9, 20, tzinfo=UTC)
TODAY = date(2026, 6, 16)


def pattern(kind: str, wrong: str, right: str = "", **facts) -> Pattern:
    return Pattern("", kind, wrong, right, facts.pop("level", "warn"), **facts)


def hits(text: str, *patterns: Pattern, field: str = "body", more: str = "") -> list[Hit]:
    lists = Compiled(None, Wording(patterns), Leaders(()))
    passages = [Passage(field, "正文", text)]
    if more:
        passages.append(Passage("more", "附注", more))
    return hits_of(passages, lists, TODAY)


def found(text: str, *patterns: Pattern, **how) -> list[tuple[str, str]]:
    return [(hit.matched, hit.level) for hit in hits(text, *patterns, **how)]


@pytest.mark.django_db
def test_p046_given_the_country_with_one_wrong_character_then_it_is_severe():
    text = (
        "根据中华人民共合国有关规定，中共人民共和国公民。\n中 华　人民共 合国。中华人民共和国公民"
    )

    found = api.scan([Passage("body", "正文", text)], now=NOW)

    assert [(hit.level, hit.matched, hit.suggestion) for hit in found] == [
        ("block", "中华人民共合国", "中华人民共和国"),
        ("block", "中共人民共和国", "中华人民共和国"),
        ("block", "中 华　人民共 合国", "中华人民共和国"),
    ]
    assert all(text[hit.start : hit.end] == hit.matched for hit in found)
    assert all(hit.source for hit in found)


@pytest.mark.django_db
def test_p047_given_the_typo_in_a_title_and_the_same_characters_in_a_history_article():
    title = Passage("title", "标题", "市攻府关于加强防汛工作的通知")
    history = Passage("body", "正文", "蜀军进攻府南河以东，守军撤出府南河。")

    found = api.scan([title, history], now=NOW)

    assert [(hit.field, hit.matched, hit.level, hit.suggestion) for hit in found] == [
        ("title", "攻府", "warn", "政府"),
        ("body", "攻府", "hint", ""),
    ]
    assert "也可能只是前后两个词相连" in found[1].message


def test_given_a_longer_entry_then_it_wins_over_the_shorter_inside_it():
    entries = pattern("wrong", "财拨款", "财政拨款"), pattern("wrong", "省财拨款项", "省财政拨款项")

    assert found("本省财拨款项目", *entries) == [("省财拨款项", "warn")]


def test_given_a_longer_entry_that_is_allowed_there_then_the_shorter_is_still_found():
    entries = (
        pattern("wrong", "面淡雅", "面谈雅", contexts=("色面淡雅致",)),
        pattern("wrong", "雅致厅", "雅志厅"),
    )

    assert found("色面淡雅致厅", *entries) == [("雅致厅", "hint")]


def test_given_allowed_phrases_then_the_word_inside_them_is_left_alone():
    entry = pattern("wrong", "宝塔", "宝踏", contexts=("宝塔山", "登宝塔"))

    assert found("宝塔山下登宝塔，又见宝塔", entry) == [("宝塔", "warn")]


def test_given_a_phrase_allowed_everywhere_then_no_list_reports_inside_it():
    entries = pattern("wrong", "攻府", "政府"), pattern("allowed", "东攻府西攻府")

    assert found("东攻府西攻府，攻府", *entries) == [("攻府", "warn")]


def test_given_a_quotable_entry_then_quotations_and_titles_may_hold_it():
    entry = pattern("territory", "台湾总统", is_quotable=True)

    assert found("所谓“台湾总统”与《台湾总统选举研究》，台湾总统", entry) == [("台湾总统", "warn")]


def test_given_the_right_form_that_holds_the_wrong_one_then_it_is_left_alone():
    entry = pattern("wrong", "财拨款", "财拨款项")

    assert found("财拨款项", entry) == []


@pytest.mark.parametrize(
    "text",
    [
        "中华人民共和国",
        "中 华人民共和 国",
        "朝鲜民主主义人民共和国、老挝人民民主共和国",
        "中华人民艰苦奋斗",
        "中国共产主义青年团、法国共产党、中国共产党党员",
        "在中国，共产党人",
    ],
)
def test_given_right_names_and_other_names_then_no_near_miss_is_seen(text):
    entries = pattern("protected", "中华人民共和国"), pattern("protected", "中国共产党")

    assert found(text, *entries) == []


@pytest.mark.parametrize(
    ("text", "matched", "suggestion"),
    [
        ("中华人名共和国", "中华人名共和国", "中华人民共和国"),
        ("中华人共和国", "中华人共和国", "中华人民共和国"),
        ("中华人民的共和国", "中华人民的共和国", "中华人民共和国"),
        # At the ends nobody can tell a wrong character from a missing one.
        ("在华人民共和国", "华人民共和国", ""),
        ("中华人民共和", "中华人民共和", ""),
    ],
)
def test_given_one_slip_then_the_name_is_suggested_where_that_is_safe(text, matched, suggestion):
    (hit,) = hits(text, pattern("protected", "中华人民共和国", level="block"))

    assert (hit.matched, hit.suggestion, hit.code) == (matched, suggestion, "wording.protected")


def organ() -> Pattern:
    return pattern("organ", "国土资源局", "自然资源局", ended_on=date(2018, 3, 17))


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("市国土资源局今天发布公告", ["warn"]),
        ("2024年市国土资源局发布公告", ["warn"]),
        ("2016年市国土资源局发布公告", ["hint"]),
        ("《市国土资源局档案管理办法》", ["hint"]),
        ("根据青国土资源局〔2015〕3号文", ["hint"]),
        ("原市国土资源局办公楼", []),
        ("由国土资源局、规划局整合而来", []),
    ],
)
def test_given_a_former_organ_then_its_time_decides(text, levels):
    assert [hit.level for hit in hits(text, organ())] == levels


def test_given_an_old_document_of_its_own_number_then_its_organs_are_hinted_at_once():
    text = "青政发〔2015〕3号\n国土资源局牵头。国土资源局、财政局配合。"

    assert found(text, organ(), more="2026年6月发布") == [("国土资源局", "hint")]


def test_given_the_day_before_the_reform_then_the_organ_is_right():
    lists = Compiled(None, Wording([organ()]), Leaders(()))
    passage = Passage("body", "正文", "市国土资源局")

    assert hits_of([passage], lists, date(2018, 3, 16)) == []


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("游客来自日本、韩国、台湾和香港", ["台湾", "香港"]),
        ("出口美国、台湾。进口日本、澳门", ["台湾", "澳门"]),
        ("来自日本、台湾等国家和地区", []),
        ("来自日本、中国台湾、台湾地区", []),
        ("福建、台湾、香港、澳门青年", []),
    ],
)
def test_given_regions_beside_countries_then_they_are_flagged(text, matched):
    assert [hit.matched for hit in hits(text)] == matched


def test_given_the_shipped_lists_then_they_hold_together():
    """Every entry keeps the rules, cites something, and no suggestion is itself an error."""
    from zhanqun.core.checks.shipped import shipped_lists

    entries = {spec.code: list(spec.entries()) for spec in shipped_lists()}
    names = entries.pop("protected_names")
    wrongs = {entry["wrong"] for rows in entries.values() for entry in rows}

    assert {code: len(rows) for code, rows in entries.items()}.items() >= {
        "former_organs": 196,
        "official_typos": 439,
        "idioms": 399,
    }.items()
    assert [e["wrong"] for rows in entries.values() for e in rows if e["right"] in wrongs] == []
    assert len(names) == 17
    assert all(spec.source for spec in shipped_lists())
    assert all(entry["ended_on"] for entry in entries["former_organs"])
