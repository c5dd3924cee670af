"""Names, titles and order of leaders."""

from datetime import date

import pytest

from zhanqun.core.checks.compiled import Compiled
from zhanqun.core.checks.hits import Passage
from zhanqun.core.checks.leaders import Leaders, Term
from zhanqun.core.checks.scanning import hits_of
from zhanqun.core.checks.wording import Wording

TODAY = date(2026, 6, 16)
ROLL = (
    Term("陈立", "市委书记", 1, date(2021, 3, 1)),
    Term("陈立", "市长", 1, date(2016, 1, 1), date(2021, 2, 28)),
    Term("周建明", "市委副书记、市长", 2, date(2021, 3, 1)),
    Term("王芳", "副市长", 3, date(2020, 1, 1)),
    Term("赵国强", "副市长", 4, date(2020, 1, 1)),
    Term("钱进", "副市长", 5, date(2015, 1, 1), date(2022, 12, 31)),
)


def hits(text: str) -> list[tuple[str, str, str, str]]:
    lists = Compiled(None, Wording(()), Leaders(ROLL))
    found = hits_of([Passage("body", "正文", text)], lists, TODAY)
    return [
        (hit.code.removeprefix("leaders."), hit.level, hit.matched, hit.suggestion) for hit in found
    ]


@pytest.mark.parametrize(
    "text",
    [
        "市委书记陈立、市长周建明、副市长王芳和赵国强出席",
        "市委副书记、市长周建明主持",
        "周建明市长主持会议",
        "陈立（图书馆馆员）、王芳（教师）获奖名单",
        "原市长陈立",
        "时任市长陈立",
        "副市长张三丰出席",
        "周建明与陈立、赵国强与王芳互为AB角",
    ],
)
def test_given_the_list_is_followed_then_nothing_is_said(text):
    assert hits(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("副市长周建明主持", ("wrong_title", "warn", "副市长", "")),
        ("市委书记王芳讲话", ("wrong_title", "warn", "市委书记", "")),
        ("市长陈立会见", ("former_title", "warn", "市长", "")),
        ("2020年，市长陈立会见", ("former_title", "hint", "市长", "")),
        ("副市长钱进调研", ("former_title", "warn", "副市长", "")),
        ("王芳、陈立、周建明出席", ("order", "warn", "王芳、陈立、周建明", "陈立、周建明、王芳")),
        ("赵国强和王芳出席", ("order", "warn", "赵国强和王芳", "")),
        ("副市长赵国强、市委书记陈立出席", ("order", "warn", "赵国强、市委书记陈立", "")),
        ("市长周健明指出", ("name", "warn", "周健明", "周建明")),
        ("副市长赵国墙指出", ("name", "warn", "赵国墙", "赵国强")),
    ],
)
def test_given_a_deviation_from_the_list_then_it_is_told(text, expected):
    assert hits(text) == [expected]


def test_given_no_list_then_nothing_is_said():
    lists = Compiled(None, Wording(()), Leaders(()))

    assert hits_of([Passage("body", "正文", "市长陈立")], lists, TODAY) == []
