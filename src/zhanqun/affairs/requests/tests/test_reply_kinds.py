"""Replies of every kind and ground, as data."""

from datetime import date

import pytest

from zhanqun.affairs.requests import composing, reply_kinds
from zhanqun.affairs.requests.composing import Known, filled
from zhanqun.affairs.requests.models import ReplyForm
from zhanqun.affairs.requests.outcomes import outcomes
from zhanqun.affairs.requests.reply_kinds import BOTH, FIRST, remedy_of

TODAY = date(2026, 7, 3)
KINDS = reply_kinds.reply_kinds()
FORM = ReplyForm(
    number_form="青交公开答〔{年}〕{号}号",
    reconsideration_organ="青云市人民政府",
    court="青云市某区人民法院",
)
KNOWN = Known(
    "青云市交通运输局",
    "甄测一",
    {
        "you": "你",
        "asked": "检测报告",
        "received": "2026年6月16日",
        "case": "2026-1",
        "reconsideration_organ": "青云市人民政府",
        "court": "青云市某区人民法院",
    },
    FORM,
)


def body(kind, parts, on=TODAY):
    return "\n".join(filter(None, composing.body_of(kind, parts, KNOWN, on)))


def test_given_the_official_table_then_every_row_has_its_reply():
    assert {kind.outcome for kind in KINDS.values()} == set(outcomes())
    assert {name for kind in KINDS.values() for name in kind.places} == set(reply_kinds.places())


@pytest.mark.parametrize("code", KINDS)
def test_given_a_kind_then_what_it_must_give_stands_in_the_paper_with_its_norm(code):
    kind = KINDS[code]
    parts = {name: f"〈{name}〉。" for name in kind.must}
    said = body(kind, parts)
    assert all(f"〈{name}〉" in said for name in kind.must)
    assert "{" not in said and "。。" not in said
    assert kind.norm in said or kind.norm.endswith("109号）")
    assert "2026年6月16日收到你提出的" in said
    assert "60日内" in said and "青云市人民政府申请行政复议" in said


@pytest.mark.parametrize("code", KINDS)
def test_given_a_refusal_since_2024_then_reconsideration_comes_first(code):
    kind = KINDS[code]
    said = body(kind, dict.fromkeys(kind.must, "甲"))
    first = kind.group in ("refused", "partial")
    assert remedy_of(kind, TODAY) == (FIRST if first else BOTH)
    assert remedy_of(kind, date(2023, 12, 31)) == BOTH
    assert ("6个月内向" in said) != first
    assert ("先向青云市人民政府申请行政复议" in said) == first
    assert ("收到行政复议决定书之日起15日内" in said) == first


def test_given_a_court_that_reads_it_wider_then_the_publisher_says_so():
    for code in ("cannot_2", "not_handled_1"):
        group = KINDS[code].group
        assert remedy_of(KINDS[code], TODAY, (group,)) == FIRST


def test_given_an_empty_place_then_its_sentence_alone_is_left_out():
    assert filled("甲：{a}。乙：{b}。丙。", {"a": "", "b": "{a}"}) == "乙：{a}。丙。"
    said = body(KINDS["cannot_1_elsewhere"], {"reason": "由住建部门制作"})
    assert "据了解" not in said and "由住建部门制作。" in said
