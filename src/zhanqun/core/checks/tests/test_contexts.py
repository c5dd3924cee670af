"""The phrase offered for a false positive, and the way back from normalised text."""

import pytest

from zhanqun.core.checks.normalising import folded, squeezed
from zhanqun.core.checks.wording.contexts import suggested_phrase


@pytest.mark.parametrize(
    ("before", "matched", "after", "phrase"),
    [
        ("蜀军进", "攻府", "南河以东", "进攻府南河"),
        ("来自日本、", "台湾", "的游客", "台湾的"),
        ("", "攻府", "", "攻府"),
    ],
)
def test_given_a_match_then_the_words_it_touches_are_offered(before, matched, after, phrase):
    assert suggested_phrase(before, matched, after) == phrase


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("中　华 人\u200b民", "中华人民"),
        ("the law of 中国 and more", "the law of中国and more"),
        ("ＡＢ１２：（a）", "AB12：（a）"),
        ("⼈⺠", "人民"),
        ("第一行\n　第二行", "第一行\n第二行"),
    ],
)
def test_given_disguises_then_words_are_made_plain(text, plain):
    assert squeezed(text).text == plain


def test_given_a_place_in_the_plain_text_then_the_original_is_found():
    text = "\u200b 甲　乙\u200b丙 丁"
    normal = squeezed(text)

    assert normal.text == "甲乙丙丁"
    assert [text[normal.original(at)] for at in range(4)] == list("甲乙丙丁")
    start, end = normal.span(1, 3)
    assert text[start:end] == "乙\u200b丙"


def test_given_numbers_then_blanks_between_digits_stay():
    assert folded("１３８ ００００").text == "138 0000"
