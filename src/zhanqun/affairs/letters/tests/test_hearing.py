"""What the receipt says, step by step, and what its writer may answer."""

from datetime import UTC, datetime, timedelta

import pytest

from zhanqun.affairs.letters import queries, services
from zhanqun.affairs.letters.answers import UrgedToday
from zhanqun.affairs.letters.grounds import Refusal
from zhanqun.affairs.letters.masking import PublicText
from zhanqun.affairs.letters.models import Letter, Publication
from zhanqun.affairs.letters.services.publishing import NotPublishable
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.tests.test_projection import enter_2027
from zhanqun.core.casework.watching import note_all_late
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.errors import AskClosed
from zhanqun.core.intake.models import Feedback, FeedbackAsk
from zhanqun.foundation.states import IllegalMove

TEXT = "您好！路灯线路已于6月18日修好，当晚恢复照明，谢谢您的提醒。交通运输局"


def told(letter: Letter) -> Feedback:
    """The newest piece of news."""
    return Feedback.objects.filter(envelope__uid=letter.envelope_uid).latest("id")


def asked(letter: Letter) -> dict[str, FeedbackAsk]:
    rows = FeedbackAsk.objects.filter(envelope__uid=letter.envelope_uid, closed_at=None)
    return {row.code: row for row in rows}


def answer(letter: Letter, code: str, value: str, now, text: str = ""):
    """As the receipt page does for who has number and password."""
    envelope, ask = letter.envelope_uid, asked(letter)[code].uid
    return intake.answer_ask(envelope=envelope, ask=ask, value=value, text=text, now=now)


def reply(post_office, letter: Letter, text: str = TEXT) -> Letter:
    handler = post_office.people["handler"]
    casework.answer(uid=letter.case.uid, text=text, by=handler, now=post_office.now)
    letter.case.refresh_from_db()
    return letter


def test_p007_given_a_letter_passed_on_late_then_the_day_of_its_receipt_still_counts(post_office):
    letter = post_office.write()
    assert (told(letter).title, told(letter).facts[-1]) == ("已登记", ["答复期限", "2026-06-26"])
    days = [day for week in told(letter).term["weeks"] for day in week if day]
    assert ["2026-06-19", "rest", "端午节"] in days and days[-1] == ["2026-06-26", "due", "第7天"]

    post_office.town.later(days=6)
    case, desk = letter.case, post_office.people["desk"]
    casework.offer(
        uid=case.uid, to=post_office.town.bureau, reason="", by=desk, now=post_office.now
    )

    assert told(letter).title == "已转办"
    assert "交通运输局" in told(letter).text
    assert told(letter).facts == [["答复期限", "2026-06-26"]]


def test_p008_given_a_lawful_extension_then_the_writer_reads_date_reason_and_authority(
    post_office,
):
    letter = post_office.held()
    casework.extend(
        uid=letter.case.uid,
        amount=8,
        letter="要等专业队伍检修地下线路。",
        by=post_office.people["head"],
        now=post_office.now,
    )

    news = told(letter)
    assert news.title == "已延期"
    assert (news.text, news.is_step) == ("要等专业队伍检修地下线路。", False)
    assert news.facts == [["新的期限", "2026-07-08"], ["批准", "承办单位负责人"]]


def test_p014_given_a_letter_left_alone_then_its_receipt_says_late_and_may_urge_once_a_day(
    post_office,
):
    letter = post_office.held()
    post_office.town.later(days=15)
    note_all_late(post_office.now)

    assert told(letter).title == "已超过期限"
    answer(letter, "urge", "yes", post_office.now, "路还是黑的")
    assert told(letter).title == "已催办"
    with pytest.raises(UrgedToday):
        answer(letter, "urge", "yes", post_office.now + timedelta(hours=1))
    answer(letter, "urge", "yes", post_office.now + timedelta(days=1))
    assert letter.case.events.filter(kind="urged").count() == 2


def test_p077_given_a_letter_handed_on_and_back_then_its_writer_reads_who_has_it_and_one_clock(
    post_office,
):
    letter, people, town = post_office.held(), post_office.people, post_office.town
    uid, now = letter.case.uid, post_office.now
    casework.offer(uid=uid, to=town.other, reason="不属于我局", by=people["handler"], now=now)
    assert str(town.other) in told(letter).text

    casework.decide(uid=uid, unit=town.bureau, reason="按三定方案", by=people["desk"], now=now)

    assert told(letter).title == "办理中"
    assert told(letter).text == f"由{town.bureau}办理。"
    assert told(letter).facts == [["答复期限", "2026-06-26"]]
    assert "三定方案" not in told(letter).text


def test_given_an_answer_then_it_stands_on_the_receipt_and_asks_how_it_was(post_office):
    letter = reply(post_office, post_office.held())

    assert (told(letter).title, told(letter).text) == ("已答复", TEXT)
    assert told(letter).facts == [["答复期限", "2026-06-26"], ["是否按期", "在期限之内"]]
    assert set(asked(letter)) == {"rate", "consent"}


def test_given_a_bad_rating_then_it_begins_again_once_and_the_next_answer_is_rated_too(
    post_office,
):
    letter = reply(post_office, post_office.held())
    answer(letter, "rate", "4", post_office.now, "没有说什么时候修")
    letter.case.refresh_from_db()

    assert (letter.case.state, told(letter).title) == ("handling", "重新办理")
    assert letter.case.events.latest("id").note == "来件人评价“不满意”：没有说什么时候修"
    assert set(asked(letter)) == {"withdraw", "consent"}

    reply(post_office, letter)
    assert letter.case.satisfaction == 4
    answer(letter, "rate", "5", post_office.now)
    letter.case.refresh_from_db()
    assert (letter.case.state, letter.case.satisfaction) == ("answered", 5)


def test_given_a_good_rating_then_it_is_kept_and_asked_no_more(post_office):
    letter = reply(post_office, post_office.held())
    answer(letter, "rate", "2", post_office.now)
    letter.case.refresh_from_db()

    assert (letter.case.state, letter.case.satisfaction) == ("answered", 2)
    assert "rate" not in asked(letter)


def test_given_an_unanswered_letter_then_its_writer_withdraws_it(post_office):
    letter = post_office.held()
    answer(letter, "withdraw", "yes", post_office.now, "已经修好")
    letter.case.refresh_from_db()

    assert (letter.case.state, told(letter).title) == ("closed", "已撤回")
    assert "withdraw" not in asked(letter)
    with pytest.raises(IllegalMove):
        reply(post_office, letter)


def test_given_an_answered_letter_then_nobody_withdraws_it_any_more(post_office):
    letter = post_office.held()
    ask = asked(letter)["withdraw"].uid
    reply(post_office, letter)

    with pytest.raises(AskClosed):
        intake.answer_ask(
            envelope=letter.envelope_uid, ask=ask, value="yes", text="", now=post_office.now
        )


def test_given_a_petition_then_it_is_told_within_15_days_and_once_accepted_ends_within_60(
    post_office,
):
    letter = post_office.write(sort=Sort.PETITION)
    assert told(letter).facts[-1] == ["答复期限", "2026-07-01"]

    post_office.town.later(days=9)
    desk = post_office.people["desk"]
    casework.set_clock(
        uid=letter.case.uid, clock="petition", reason="属于本机关", by=desk, now=post_office.now
    )

    assert told(letter).title == "已受理"
    assert told(letter).facts == [["答复期限", "2026-08-24"]]


def test_p009_given_a_notice_added_later_then_the_receipt_tells_the_new_date(post_office):
    post_office.town.now = datetime(2027, 1, 20, 2, tzinfo=UTC)
    letter = post_office.held()
    desk, now = post_office.people["desk"], post_office.now
    casework.set_clock(
        uid=letter.case.uid, clock="letter_complex", reason="情况复杂", by=desk, now=now
    )
    assert told(letter).facts == [["答复期限", "2027-02-10（暂定）"]]

    enter_2027(now)

    assert told(letter).text == "放假安排公布后，期限重新计算。"
    assert told(letter).facts == [["答复期限", "2027-02-16"]]


def test_p015_given_a_writer_who_agrees_no_longer_then_what_was_public_is_taken_back(post_office):
    letter = reply(post_office, post_office.held())
    desk, now, uid = post_office.people["desk"], post_office.now, letter.case.uid
    public = PublicText("路灯不亮", "星河路的路灯坏了。", "已经修好，当晚恢复照明。")
    services.mask(uid=uid, public=public, by=desk, now=now)
    services.publish(uid=uid, by=desk, now=now)

    answer(letter, "consent", "yes", now)

    publication = Publication.objects.get(letter=letter)
    assert publication.state == "withdrawn" and not publication.letter.agrees
    with pytest.raises(NotPublishable):
        services.mask(uid=uid, public=public, by=desk, now=now)


def test_given_letters_answered_together_then_each_writer_reads_the_answer_and_is_asked(
    post_office,
):
    lead, other = post_office.held(), post_office.write(title="星河路什么时候亮灯")
    desk, handler, now = post_office.people["desk"], post_office.people["handler"], post_office.now
    services.merge(uid=other.case.uid, into=lead.case.uid, by=desk, now=now)
    assert told(other).title == "一并办理"

    reply(post_office, lead)
    casework.answer_with(uid=other.case.uid, lead=lead.case, text=TEXT, by=handler, now=now)

    assert (told(other).title, told(other).text) == ("已答复", TEXT)
    assert told(other).facts[-1] == ["说明", "与同类来信一并答复"]
    assert "rate" in asked(other) and "withdraw" not in asked(other)


def test_given_a_refusal_then_its_writer_reads_the_ground_and_the_right_body(post_office):
    letter, desk = post_office.write(), post_office.people["desk"]
    refusal = Refusal("other_legal_way", organ="市仲裁委员会", reach="0990-5550199")
    services.refuse(uid=letter.case.uid, refusal=refusal, by=desk, now=post_office.now)

    news = told(letter)
    assert (news.title, news.is_step) == ("不予受理", False)
    assert "请向市仲裁委员会提出：0990-5550199" in news.text
    assert "withdraw" not in asked(letter)


@pytest.fixture
def merged(post_office):
    """A lead that the bureau has, and a letter under it that the office still had."""
    lead, other = post_office.held(), post_office.write(title="星河路什么时候亮灯")
    desk, now = post_office.people["desk"], post_office.now
    services.merge(uid=other.case.uid, into=lead.case.uid, by=desk, now=now)
    return lead, other


def withdraw(post_office, lead: Letter) -> None:
    answer(lead, "withdraw", "yes", post_office.now)


def close(post_office, lead: Letter, person: str) -> None:
    by, now = post_office.people[person], post_office.now
    casework.close(uid=lead.case.uid, reason="已由市里统一答复", by=by, now=now)


@pytest.mark.parametrize(
    "end",
    [
        withdraw,
        lambda post_office, lead: close(post_office, lead, "desk"),
        lambda post_office, lead: close(post_office, lead, "head"),
    ],
    ids=["withdrawn", "closed by the office", "closed by the unit"],
)
def test_given_a_lead_that_ends_without_an_answer_then_letters_under_it_go_on_by_themselves(
    post_office, merged, end
):
    lead, other = merged

    end(post_office, lead)

    other.refresh_from_db()
    desk = post_office.people["desk"]
    assert other.merged_into is None and other.case.is_open
    assert list(queries.letters_in(queries.TRIAGE, desk)) == [other]
    assert told(other).title == "办理中" and "单独办理" in told(other).text
    assert told(other).facts == [["答复期限", "2026-06-26"]]
    audited = audit.entries_about(other._meta.label_lower, str(other.uid))
    assert "letters.separated" in [row.action for row in audited]


def test_given_a_letter_that_was_let_go_then_it_is_merged_anew_or_leads_others(post_office, merged):
    lead, other = merged
    withdraw(post_office, lead)
    desk, now = post_office.people["desk"], post_office.now
    third, fourth = post_office.write(title="第三封"), post_office.write(title="第四封")

    services.merge(uid=third.case.uid, into=other.case.uid, by=desk, now=now)
    assert queries.merged_open(other) == [third]
    assert "单独办理" in told(other).text

    services.merge(uid=other.case.uid, into=fourth.case.uid, by=desk, now=now)
    assert queries.merged_open(fourth) == [other, third]
    assert told(other).title == told(third).title == "一并办理"


def test_given_a_letter_that_was_let_go_then_its_own_answer_may_be_public(post_office, merged):
    lead, other = merged
    withdraw(post_office, lead)
    desk, now = post_office.people["desk"], post_office.now
    bureau = post_office.town.bureau
    casework.decide(uid=other.case.uid, unit=bureau, reason="路灯", by=desk, now=now)

    reply(post_office, other)

    assert list(queries.letters_in(queries.PUBLISH, desk)) == [other]
    other.refresh_from_db()
    assert services.why_not_public(other) == ""


def test_given_a_lead_that_is_refused_then_those_under_it_are_too_and_hear_of_nothing_else(
    post_office, merged
):
    lead, other = merged
    refusal = Refusal("other_legal_way", organ="市仲裁委员会", reach="0990-5550199")
    desk, now = post_office.people["desk"], post_office.now
    services.refuse(uid=lead.case.uid, refusal=refusal, by=desk, now=now)

    news = Feedback.objects.filter(envelope__uid=other.envelope_uid).order_by("id")
    assert list(news.values_list("title", flat=True)) == ["已登记", "一并办理", "不予受理"]


def test_p009_given_a_due_date_that_may_still_move_then_the_receipt_and_the_lists_say_so(
    post_office, client
):
    post_office.town.now = datetime(2027, 1, 20, 2, tzinfo=UTC)
    letter = post_office.held()
    assert letter.case.is_provisional
    due_on = letter.case.due_on

    assert told(letter).facts == [["答复期限", f"{due_on:%Y-%m-%d}（暂定）"]]
    client.force_login(post_office.people["desk"])
    listed = client.get("/desk/letters/?queue=open").content.decode()
    assert f"{due_on:%m-%d}（暂定）" in listed
    page = client.get(f"/desk/letters/{letter.case.uid}/sort/").content.decode()
    assert f"{due_on:%Y-%m-%d}（暂定）" in page

    enter_2027(post_office.now)
    page = client.get(f"/desk/letters/{letter.case.uid}/sort/").content.decode()
    assert "（暂定）" not in page
