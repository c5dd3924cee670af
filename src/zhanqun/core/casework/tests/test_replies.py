"""The reply check: what is no answer, what is pasted from elsewhere, what is rude or too late."""

import csv
from collections import Counter
from datetime import date, datetime

import pytest

from zhanqun.core.casework.replies import Reply, check_reply
from zhanqun.core.casework.replying import findings_for
from zhanqun.core.workcalendar.tests.shared import shared

DAY = date(2026, 6, 16)
GOOD = (
    "网友您好：您反映的星河路路灯问题，我局维修班6月15日到场，更换灯具12盏，当晚已恢复照明。"
    "如再次熄灭，请拨打维修电话0990-5550123。青云市交通运输局2026年6月16日"
)


def codes(text: str, **facts) -> list[str]:
    return [one.code for one in check_reply(Reply(text, **({"on": DAY} | facts)))]


def test_given_an_answer_with_what_was_done_then_nothing_is_found():
    assert codes(GOOD, letter="星河路的路灯坏了一个月，请派人维修。") == []


@pytest.mark.parametrize("text", ["说吧", "已收悉", "2018年12月12日", "　 \n青云市交通运输局", ""])
def test_p018_given_next_to_nothing_then_it_is_no_answer(text):
    assert codes(text) == ["empty"]
    assert check_reply(Reply(text))[0].level == "block"


def test_p017_given_a_salutation_with_a_number_then_it_is_no_substance():
    assert codes("网友“U087964”：您好！您的留言已收悉，感谢您对我们工作的关心和支持。") == ["empty"]


def test_p012_given_a_letter_that_was_only_passed_on_then_that_is_no_answer():
    assert codes("来信收悉，已转到某部门办理，请等待结果") == ["forwarded"]
    passed_on_and_answered = f"您反映的问题已转市交通局办理。{GOOD}"
    assert codes(passed_on_and_answered) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("您好，我们会认真对待群众的每一条意见。", "short"),
        ("你好。请向当地民政部门询问。", "perfunctory"),
        (GOOD + "请不要再反映此事，属无理取闹。", "rude"),
        (GOOD + "该路段预计2026年5月底完工。", "past_promise"),
        (GOOD + "施工员甄测一的手机是13800001234。", "personal"),
        ("尊敬的王先生：" + GOOD.removeprefix("网友您好："), "other_writer"),
        (GOOD + "另见20260601-abc234。", "other_case"),
        ("您反映的路灯问题我们将密切关注，督促有关部门加快推进，让群众出行更安全方便。", "short"),
        (GOOD.replace("2026年6月16日", "2025年6月16日"), "signed_before"),
        (GOOD + "投诉人住在星河小区3栋2单元501室，已上门。", "personal"),
        ("您的信件已经答复过，按来信须知不再进入处理程序。", "perfunctory"),
    ],
)
def test_given_a_fault_then_it_is_named(text, code):
    assert code in codes(text, marks=["甄测一", "20260616-k3m9qt"], asked_on=date(2026, 6, 10))


def test_given_the_answer_that_the_writer_quotes_then_it_answers_nothing():
    again = f"上次答复是：{GOOD}可是路灯昨晚又灭了，到底什么时候能修好？"
    assert codes(GOOD, letter=again) == ["repeats"]


@pytest.mark.parametrize(
    "text",
    ["您反映的问题已移交法院强制执行。", "燃气价格的审批权在市发展和改革委员会，请向该委反映。"],
)
def test_given_a_short_reply_with_a_result_or_the_right_body_then_nothing_is_found(text):
    assert codes(text) == []


@pytest.mark.parametrize("promise", ["预计2026年底完工。", "将于2026年6月17日恢复。"])
def test_given_a_promise_that_is_still_to_come_then_nothing_is_found(promise):
    assert codes(GOOD + promise) == []


def test_p013_given_the_answer_to_another_letter_then_the_approver_is_asked(bureaus):
    from zhanqun.core.casework import api

    first = bureaus.held("拖欠工程款", text="包工头拖欠我们的工程款三十万元，请帮忙讨要。")
    text = (
        "经劳动监察大队核查，该工程款纠纷已由法院受理，您可凭合同参加诉讼，联系电话0990-5550123。"
    )
    bureaus.do(api.answer, first, "roads", text=text)
    other = bureaus.held("诗歌比赛", text="想报名参加市里的少年朗诵比赛，不知道在哪里交表格。")

    found = findings_for(other, text + " ", bureaus.now)

    assert [(one.code, one.quote) for one in found if one.code == "identical"] == [
        ("identical", first.number)
    ]
    assert "off_topic" in [one.code for one in found] or len(text) < 60
    assert findings_for(first, text, bureaus.now) == []


def test_p017_given_259_real_replies_then_the_check_flags_those_that_say_nothing():
    rows = []
    for number in (1, 2):
        path = shared(f"real/letters/letters_with_reply_{number}.csv")
        rows += list(csv.DictReader(path.open(encoding="utf-8")))
    found = Counter()
    for row in rows:
        on = datetime.fromisoformat(row["replied_at"]).date()
        letter = row["subject"] + row["body"]
        # Writers' codes were made up for letters and replies apart: no marks.
        hits = check_reply(Reply(row["reply"], letter=letter, on=on))
        found.update([one.code for one in hits] or ["nothing"])
        if len(row["reply"]) < 15:
            assert [one.code for one in hits] == ["empty"], row["reply"]

    assert len(rows) == 259
    # Read one by one: 15 say nothing at all, 36 were passed on only; what of the rest is flagged
    # rightly is in letters/tests/judged.csv.
    assert (found["empty"], found["forwarded"]) == (15, 36)
    assert found["nothing"] >= 190
