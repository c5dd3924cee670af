"""A reply is drafted, checked, approved, sent; supervision of a letter."""

from datetime import date, timedelta

import pytest
from django.test import Client

from zhanqun.affairs.letters import queries, services
from zhanqun.affairs.letters.models import ReplyDraft
from zhanqun.affairs.letters.services.questions import publish_question, write_question
from zhanqun.affairs.letters.services.replying import (
    DraftMissing,
    FindingsStand,
    MergedElsewhere,
    ReplyBlocked,
)
from zhanqun.affairs.letters.services.supervising import AlreadySupervised, DatePast
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.notices.models import Notice
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation.states import IllegalMove

GOOD = (
    "您反映的星河路路灯问题，我局维修班6月15日到场，更换灯具12盏，当晚已恢复照明。"
    "如再次熄灭，请拨打维修电话0990-5550123。"
)


def by(post_office, name):
    return {"by": post_office.people[name], "now": post_office.now}


def submitted(post_office, letter, text=GOOD, why=""):
    return services.submit(uid=letter.case.uid, text=text, why=why, **by(post_office, "handler"))


def sent(post_office, letter, text=GOOD):
    submitted(post_office, letter, text)
    return services.send(uid=letter.case.uid, remark="", **by(post_office, "head"))


def told(kind):
    rows = Notice.objects.filter(kind=f"letters.{kind}")
    return sorted(rows.values_list("person__username", flat=True))


def test_given_a_draft_then_the_head_approves_it_and_the_letter_is_answered(post_office):
    letter = post_office.held()
    services.save_draft(uid=letter.case.uid, text="写到一半", **by(post_office, "handler"))
    draft = submitted(post_office, letter)
    assert told("to_approve") == ["head"]
    with pytest.raises(IllegalMove):
        services.save_draft(uid=letter.case.uid, text="改", **by(post_office, "handler"))
    with pytest.raises(units.NotAllowed):
        services.send(uid=letter.case.uid, remark="", **by(post_office, "handler"))

    services.send(uid=letter.case.uid, remark="同意", **by(post_office, "head"))

    draft.refresh_from_db()
    letter.case.refresh_from_db()
    assert (draft.state, draft.decided_by.username) == ("sent", "head")
    assert letter.case.state == "answered"
    assert [row.text for row in casework.answers_of(letter.case)] == [GOOD]


def test_given_a_remark_then_the_draft_goes_back_and_the_office_may_approve_it(post_office):
    letter = post_office.held()
    submitted(post_office, letter)
    services.return_draft(uid=letter.case.uid, remark="写明电话", **by(post_office, "head"))
    draft = queries.draft_of(letter)
    assert (draft.state, draft.remark, draft.text) == ("writing", "写明电话", GOOD)
    assert told("returned") == ["handler"]
    submitted(post_office, letter)
    services.send(uid=letter.case.uid, remark="", **by(post_office, "desk"))
    assert ReplyDraft.objects.get().state == "sent"


def test_given_a_head_who_wrote_it_then_another_head_signs_where_there_is_one(post_office):
    letter = post_office.held()
    town = post_office.town
    head = by(post_office, "head")
    draft = services.submit(uid=letter.case.uid, text=GOOD, why="", **head)
    second = units.add_user(
        username="second", name="second", unit=town.bureau, password=None, by=None, now=town.now
    )
    scope = ("unit", town.bureau.pk)
    post = {"user": second, "role": Role.CASE_HEAD, "scope": scope, "by": None, "now": town.now}
    units.appoint(valid_from=date(2025, 1, 1), **post)

    with pytest.raises(units.NotAllowed):
        services.send(uid=letter.case.uid, remark="", **head)
    services.return_draft(uid=letter.case.uid, remark="换人", by=second, now=town.now)
    assert draft.written_by == post_office.people["head"]


def test_given_the_only_head_who_wrote_it_then_they_sign_it(post_office):
    letter = post_office.held()
    services.submit(uid=letter.case.uid, text=GOOD, why="", **by(post_office, "head"))
    services.send(uid=letter.case.uid, remark="", **by(post_office, "head"))
    assert ReplyDraft.objects.get().state == "sent"


@pytest.mark.parametrize("text", ["说吧", "已收悉", "2018年12月12日", "　\n青云市交通运输局"])
def test_p018_given_next_to_nothing_then_it_cannot_be_sent_with_any_reason(post_office, text):
    letter = post_office.held()
    with pytest.raises(ReplyBlocked):
        submitted(post_office, letter, text, why="就这样")
    assert queries.draft_of(letter) is None
    assert post_office_state(letter) == "handling"


def post_office_state(letter):
    letter.case.refresh_from_db()
    return letter.case.state


@pytest.mark.parametrize(
    "text",
    [
        "来信收悉，已转到某部门办理，请等待结果",
        "您好，我们会认真对待群众的每一条意见。",
    ],
)
def test_p012_p017_given_a_reply_that_says_little_then_only_with_a_reason(post_office, text):
    letter = post_office.held()
    with pytest.raises(FindingsStand):
        submitted(post_office, letter, text)

    draft = submitted(post_office, letter, text, why="来信人只要求转达")

    assert (len(draft.accepted), draft.accepted_why) == (1, "来信人只要求转达")
    services.send(uid=letter.case.uid, remark="", **by(post_office, "head"))
    assert post_office_state(letter) == "answered"


def test_p013_given_the_answer_to_another_letter_then_only_with_a_reason(post_office):
    first = post_office.held(title="拖欠工程款", text="包工头拖欠我们的工程款三十万元，请帮忙。")
    sent(post_office, first)
    other = post_office.held(title="诗词大会", text="举报诗词大会评奖不公，请查明评委的做法。")
    with pytest.raises(FindingsStand):
        submitted(post_office, other)
    draft = submitted(post_office, other, why="两件为同一处路灯")
    assert "identical" in draft.accepted


def test_given_a_promise_that_passed_meanwhile_then_the_approver_cannot_send_it(post_office):
    letter = post_office.held()
    submitted(post_office, letter, GOOD + "该路段预计2026年6月20日完工。")
    late = post_office.now + timedelta(days=7)
    with pytest.raises(FindingsStand):
        services.send(uid=letter.case.uid, remark="", by=post_office.people["head"], now=late)


def test_given_merged_letters_then_one_reply_answers_all_and_names_nobody(post_office):
    lead, same = post_office.held(), post_office.write(name="邻居甲", tel="13800002001")
    services.merge(uid=same.case.uid, into=lead.case.uid, **by(post_office, "desk"))
    with pytest.raises(ReplyBlocked):
        submitted(post_office, lead, "甄测一您好：" + GOOD)

    sent(post_office, lead)

    assert post_office_state(same) == "answered"
    assert same.case.unit == post_office.town.bureau
    assert [row.text for row in casework.answers_of(same.case)] == [GOOD]


def test_given_a_letter_merged_into_an_open_one_then_it_gets_no_reply_of_its_own(post_office):
    lead, same = post_office.held(), post_office.held(title="一样的")
    services.merge(uid=same.case.uid, into=lead.case.uid, **by(post_office, "desk"))
    with pytest.raises(MergedElsewhere):
        submitted(post_office, same)


def test_given_the_pages_then_findings_stand_beside_the_text_and_nothing_is_lost(post_office):
    letter = post_office.held()
    address = f"/desk/letters/{letter.case.uid}"
    client = Client()
    client.force_login(post_office.people["handler"])
    assert client.get(f"{address}/reply/").status_code == 200
    refused = client.post(f"{address}/reply/", {"verb": "submit", "text": "已转有关部门。"})
    assert refused.status_code == 400
    assert "已转有关部门。" in refused.content.decode()
    checked = client.post(f"{address}/reply/", {"verb": "check", "text": GOOD}).content.decode()
    assert "没有发现问题。" in checked
    client.post(f"{address}/reply/", {"verb": "submit", "text": GOOD})
    waiting = client.get(f"{address}/reply/").content.decode()
    assert "等待审签：head" in waiting

    client.force_login(post_office.people["head"])
    assert "审签并答复" in client.get(f"{address}/reply/").content.decode()
    assert client.post(f"{address}/decide/", {"verb": "return"}).status_code == 400
    answer = client.post(f"{address}/decide/", {"verb": "send"})
    assert answer.status_code == 302
    assert post_office_state(letter) == "answered"
    assert client.post(f"{address}/decide/", {"verb": "send"}).status_code == 302


def test_given_a_supervised_letter_then_the_unit_explains_until_it_is_settled(post_office):
    letter, uid = post_office.held(), None
    uid, due_on = letter.case.uid, date(2026, 6, 18)
    watcher = by(post_office, "watcher")
    with pytest.raises(DatePast):
        services.order(uid=uid, instruction="查明原因", due_on=date(2026, 6, 1), **watcher)
    services.order(uid=uid, instruction="查明原因", due_on=due_on, **watcher)
    with pytest.raises(AlreadySupervised):
        services.order(uid=uid, instruction="再来", due_on=due_on, **watcher)
    assert told("supervised") == ["handler", "head"]
    assert list(queries.supervisions_to_explain(post_office.people["handler"]))
    assert list(queries.letters_in(queries.SUPERVISED, post_office.people["watcher"])) == [letter]

    services.explain(uid=uid, explanation="灯杆待货", **by(post_office, "handler"))
    assert told("explained") == ["watcher"]
    services.ask_again(uid=uid, remark="何时到货", due_on=due_on, **watcher)
    services.explain(uid=uid, explanation="6月20日到货", **by(post_office, "head"))
    services.settle(uid=uid, remark="按期到货，销号", **watcher)

    assert queries.supervision_of(letter) is None
    with pytest.raises(units.NotAllowed):
        services.order(uid=uid, instruction="x", due_on=due_on, **by(post_office, "head"))


def test_given_the_supervision_page_then_each_sees_their_own_form(post_office):
    letter = post_office.held()
    address = f"/desk/letters/{letter.case.uid}/supervision/"
    client = Client()
    client.force_login(post_office.people["watcher"])
    typed = {"verb": "order", "instruction": "查明原因", "due_on": "2026-06-01"}
    assert "查明原因" in client.post(address, typed).content.decode()
    assert client.post(address, typed | {"due_on": "2099-06-01"}).status_code == 302
    client.force_login(post_office.people["handler"])
    page = client.get(address).content.decode()
    assert "提交书面说明" in page
    assert "销号</button>" not in page
    assert "待说明的督办" in client.get("/").content.decode()


def test_given_a_question_of_the_library_then_its_answer_goes_into_the_reply(post_office):
    letter, bureau = post_office.held(), post_office.town.bureau
    content = {
        "question": "路灯坏了找谁修？",
        "answer": "拨打城管服务热线0990-5550123，24小时内到场。",
        "topics": ["路灯"],
        "review_on": date(2026, 12, 1),
        "unit": bureau,
    }
    row = write_question(uid=None, content=content, **by(post_office, "handler"))
    publish_question(uid=row.uid, **by(post_office, "head"))
    address = f"/desk/letters/{letter.case.uid}/reply/"
    client = Client()
    client.force_login(post_office.people["handler"])
    assert row.question in client.get(address).content.decode()

    client.post(address, {"text": "您好：", "insert": str(row.uid)})

    assert queries.draft_of(letter).text == f"您好：\n{row.answer}"


@pytest.fixture
def other_head(post_office):
    """A head of a second unit."""
    town = post_office.town
    person = units.add_user(
        username="other_head", name="other", unit=town.other, password=None, by=None, now=town.now
    )
    post = {"role": Role.CASE_HEAD, "scope": ("unit", town.other.pk), "by": None, "now": town.now}
    units.appoint(user=person, valid_from=date(2025, 1, 1), **post)
    return person


@pytest.mark.parametrize("waits", [True, False], ids=["submitted", "being written"])
def test_given_a_letter_that_another_unit_takes_then_the_first_ones_text_is_not_its_own(
    post_office, other_head, waits
):
    letter, now = post_office.held(), post_office.now
    uid, other = letter.case.uid, post_office.town.other
    if waits:
        submitted(post_office, letter)
    else:
        services.save_draft(uid=uid, text=GOOD, **by(post_office, "handler"))
    casework.offer(uid=uid, to=other, reason="属民政职责", **by(post_office, "handler"))
    assert queries.draft_of(letter) is not None

    casework.accept(uid=uid, by=other_head, now=now)

    assert queries.draft_of(letter) is None
    assert not queries.letters_in(queries.APPROVE, other_head).exists()
    with pytest.raises(DraftMissing):
        services.send(uid=uid, remark="", by=other_head, now=now)
    client = Client()
    client.force_login(other_head)
    page = client.get(f"/desk/letters/{uid}/reply/").content.decode()
    assert "维修班" not in page
    acts = audit.entries_about(letter._meta.label_lower, str(letter.uid))
    assert "letters.draft_dropped" in [row.action for row in acts]


def test_given_a_letter_that_the_office_decides_on_then_the_text_stays_with_its_unit_alone(
    post_office, other_head
):
    letter, town = post_office.held(), post_office.town
    uid, decide = letter.case.uid, by(post_office, "desk") | {"reason": "按三定方案"}
    submitted(post_office, letter)
    casework.offer(uid=uid, to=town.other, reason="不属于我局", **by(post_office, "handler"))
    casework.decide(uid=uid, unit=town.bureau, **decide)
    assert queries.draft_of(letter).state == "submitted"

    casework.decide(uid=uid, unit=town.other, **decide)
    assert queries.draft_of(letter) is None
    services.save_draft(uid=uid, text="民政局的答复", by=other_head, now=post_office.now)

    casework.decide(uid=uid, unit=town.other, **decide)
    assert queries.draft_of(letter).text == "民政局的答复"
    casework.decide(uid=uid, unit=town.bureau, **decide)
    assert queries.draft_of(letter) is None


def test_given_an_offer_that_is_refused_then_the_text_stays_where_it_was(post_office, other_head):
    letter, now = post_office.held(), post_office.now
    submitted(post_office, letter)
    facts = {"uid": letter.case.uid, "reason": "不属于我局"}
    casework.offer(to=post_office.town.other, **facts, **by(post_office, "handler"))
    casework.refuse(by=other_head, now=now, **facts)

    assert queries.draft_of(letter).state == "submitted"
    services.send(uid=letter.case.uid, remark="", **by(post_office, "head"))
    assert post_office_state(letter) == "answered"


def test_given_a_letter_handed_to_another_office_then_nothing_waits_to_be_approved(post_office):
    letter = post_office.held()
    submitted(post_office, letter)
    uid, bureau = letter.case.uid, post_office.town.bureau
    casework.hand_over(uid=uid, office=bureau, reason="归口", **by(post_office, "desk"))

    assert queries.draft_of(letter) is None


def test_given_a_letter_closed_by_mistake_then_the_text_is_there_again_but_not_before_the_head(
    post_office,
):
    letter = post_office.held()
    submitted(post_office, letter)
    uid = letter.case.uid
    casework.close(uid=uid, reason="误操作", **by(post_office, "desk"))
    assert queries.draft_of(letter).state == "writing"

    casework.revive(uid=uid, reason="撤销了结", **by(post_office, "desk"))

    draft = queries.draft_of(letter)
    assert (draft.state, draft.text) == ("writing", GOOD)
    assert not queries.letters_in(queries.APPROVE, post_office.people["head"]).exists()


def test_given_a_letter_answered_with_its_lead_then_what_waited_for_it_waits_no_more(post_office):
    lead, same = post_office.held(), post_office.held(title="一样的")
    submitted(post_office, same, why="同一处")
    services.merge(uid=same.case.uid, into=lead.case.uid, **by(post_office, "desk"))
    submitted(post_office, lead, why="同一处")
    services.send(uid=lead.case.uid, remark="", **by(post_office, "head"))

    assert queries.draft_of(same) is None
    facts = {"uid": same.case.uid, "reason": "不满意", "by": None, "now": post_office.now}
    casework.reopen(**facts)
    assert not queries.letters_in(queries.APPROVE, post_office.people["head"]).exists()
    assert ReplyDraft.objects.get(letter=lead).state == "sent"
