"""What a receipt asks its writer: answered once, told upstairs, nothing typed is lost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhanqun.core.attachments.tests.files import picture
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.models import DraftFile, EnvelopeFile, FeedbackAnswer, FeedbackAsk
from zhanqun.core.intake.services import erasing, telling
from zhanqun.core.intake.tests.conftest import GOOD, LETTER, key_at
from zhanqun.foundation.errors import DomainError

RATING = intake.Ask(
    code="satisfaction",
    title="您对这次答复满意吗",
    choices=(("5", "非常满意"), ("4", "满意"), ("1", "非常不满意")),
    text_label="说说原因",
    hint="每封信可评价一次。",
)
WITHDRAWAL = intake.Ask(
    code="withdraw", title="撤回这封信", choices=(("yes", "确认撤回"),), is_folded=True
)
MENDING = intake.Ask(
    code="mend",
    title="补正",
    choices=(("yes", "以下是我的补正内容"),),
    text_label="补正内容",
    needs_text=True,
    files_most=2,
)
RECEIPT = "/intake/receipt/"


@pytest.fixture
def answers(monkeypatch):
    """What the room above was told; a list that a test may replace by something that fails."""
    told = []
    monkeypatch.setattr(telling.answer_receivers, "_entries", {LETTER.code: told.append})
    return told


@pytest.fixture
def asked(citizen, town, place):
    """A receipt that carries a rating; as the fields that open it."""
    receipt = intake.receive(
        kind=LETTER.code, payload=GOOD, key=key_at(town.now).token, now=town.now, place=place
    )
    intake.give_feedback(
        envelope=receipt.uid,
        kind="reply",
        title="已答复",
        text="已延长。",
        ask=RATING,
        now=town.now,
    )
    return receipt


def opening(receipt, **more):
    return {"number": receipt.number, "password": receipt.password} | more


def test_given_a_rating_when_answered_then_once_told_and_shown(citizen, asked, answers):
    ask = FeedbackAsk.objects.get()
    page = citizen.post(RECEIPT, opening(asked)).content.decode()
    assert "非常不满意" in page and str(ask.uid) in page
    rating = opening(asked, ask=str(ask.uid), value="4", text="快了很多。\x00")

    first, reload = citizen.post(RECEIPT, rating), citizen.post(RECEIPT, rating)
    other = citizen.post(RECEIPT, rating | {"value": "1"})

    assert (first.status_code, reload.status_code, other.status_code) == (200, 200, 409)
    assert "已收到您的回答" in first.content.decode()
    assert "您的回答：满意" in other.content.decode()
    assert 'name="value"' not in first.content.decode()
    assert [(one.envelope, one.code, one.value, one.text) for one in answers] == [
        (asked.uid, "satisfaction", "4", "快了很多。")
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [({}, "请选择一项"), ({"value": "9"}, "请选择一项"), ({"value": "4", "n": 2001}, "最多2000字")],
)
def test_given_an_answer_that_lacks_something_then_it_stays_typed(
    citizen, asked, answers, typed, said
):
    words = "还要再快些。" + "长" * (typed.pop("n", 0))
    facts = opening(asked, ask=str(FeedbackAsk.objects.get().uid), text=words, **typed)

    answer = citizen.post(RECEIPT, facts)

    page = answer.content.decode()
    assert (answer.status_code, answers) == (422, [])
    assert "<title>需要修改" in page and said in page and words in page


def test_given_anothers_receipt_or_no_uid_at_all_then_nothing_is_answered(citizen, asked, answers):
    for uid in ("00000000-0000-4000-8000-000000000000", "x"):
        facts = opening(asked, ask=uid, value="4")
        assert citizen.post(RECEIPT, facts).status_code == 409
    wrong = opening(asked, ask=str(FeedbackAsk.objects.get().uid), value="4", password="x")
    assert citizen.post(RECEIPT, wrong).status_code == 422
    assert answers == []


def test_given_a_fault_upstairs_then_the_answer_is_kept_and_told_again(
    asked, answers, town, monkeypatch
):
    def broken(_answer):
        FeedbackAsk.objects.update(title="swallowed")
        raise RuntimeError("upstairs is on fire")

    working = telling.answer_receivers._entries
    monkeypatch.setattr(telling.answer_receivers, "_entries", {LETTER.code: broken})
    ask = FeedbackAsk.objects.get()
    intake.answer_ask(envelope=asked.uid, ask=ask.uid, value="1", text="", now=town.now)
    assert FeedbackAsk.objects.get().title == ask.title
    monkeypatch.setattr(telling.answer_receivers, "_entries", working)

    offered = [telling.tell_answers_again(now=town.now) for _minute in range(2)]

    assert (offered, [one.value for one in answers]) == ([1, 0], ["1"])


def test_given_a_rule_upstairs_that_says_no_then_nothing_is_stored_and_the_writer_reads_why(
    citizen, asked, town, monkeypatch
):
    class TooLate(DomainError):
        code, message, status = "letters.too_late", "已经答复，不能撤回。", 409

    def refusing(_answer):
        raise TooLate

    monkeypatch.setattr(telling.answer_receivers, "_entries", {LETTER.code: refusing})
    intake.ask_writer(envelope=asked.uid, ask=WITHDRAWAL, now=town.now)
    ask = FeedbackAsk.objects.get(code="withdraw")

    answer = citizen.post(RECEIPT, opening(asked, ask=str(ask.uid), value="yes"))

    assert (answer.status_code, "不能撤回" in answer.content.decode()) == (409, True)
    assert not FeedbackAnswer.objects.exists()


def test_given_a_question_closed_or_asked_anew_then_the_old_one_takes_no_answer(
    asked, answers, town
):
    facts = {"envelope": asked.uid, "now": town.now}
    old = FeedbackAsk.objects.get()

    intake.ask_writer(ask=RATING, **facts)
    with pytest.raises(intake.AskClosed):
        intake.answer_ask(ask=old.uid, value="4", text="", **facts)
    assert intake.close_ask(code="satisfaction", **facts)

    assert not intake.close_ask(code="satisfaction", **facts)
    assert answers == []


def test_given_its_time_is_over_then_the_words_of_an_answer_go_too(asked, answers, town):
    ask = FeedbackAsk.objects.get()
    intake.answer_ask(envelope=asked.uid, ask=ask.uid, value="1", text="李女士不满意", now=town.now)

    intake.stamp_fetched(uid=asked.uid, now=town.now)
    erasing.erase_old(now=town.now + timedelta(days=LETTER.kept_days + 1))

    assert (FeedbackAnswer.objects.get().text, FeedbackAnswer.objects.get().value) == ("", "1")


@pytest.fixture
def mending(asked, town):
    """What a form for an answer with files sends."""
    intake.ask_writer(envelope=asked.uid, ask=MENDING, now=town.now)
    ask = FeedbackAsk.objects.get(code="mend")
    return opening(asked, ask=str(ask.uid), value="yes", text="是2025年的那份。")


def sent(*names):
    """Files as a browser sends them; a program is none that is taken."""
    content = {"exe": b"MZ" + b"\0" * 100}
    return [SimpleUploadedFile(one, content.get(one[-3:], picture("PNG"))) for one in names]


def test_given_a_bad_file_with_an_answer_then_words_and_good_files_stay_for_the_next_try(
    citizen, mending, answers
):
    refused = citizen.post(RECEIPT, mending | {"files": sent("证明.png", "run.exe")})
    page = refused.content.decode()
    assert (refused.status_code, answers) == (422, [])
    assert "run.exe”不能上传" in page and "还没有提交" in page
    assert "是2025年的那份。" in page and "证明.png" in page and "multipart/form-data" in page

    third = citizen.post(RECEIPT, mending | {"files": sent("二.png", "三.png")})
    assert third.status_code == 422 and "附件最多2个" in third.content.decode()
    first = DraftFile.objects.earliest("id").attachment.key
    dropped = citizen.post(RECEIPT, mending | {"drop": first}).content.decode()
    assert "证明.png" not in dropped and "二.png" in dropped and "是2025年的那份。" in dropped
    assert "已收到您的回答" not in dropped

    taken = [citizen.post(RECEIPT, mending | {"files": sent("四.png")}) for _reload in range(2)]

    assert [one.status_code for one in taken] == [200, 200]
    kept = [row.attachment for row in EnvelopeFile.objects.order_by("id")]
    assert [one.name for one in kept] == ["二.png", "四.png"]
    assert [one.files for one in answers] == [tuple(one.uid for one in kept)]
    assert not DraftFile.objects.exists()


def test_given_too_many_fields_at_the_receipt_then_413_in_plain_words(citizen, mending, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    answer = citizen.post(RECEIPT, mending | {"files": sent("一.png", "二.png")})
    assert answer.status_code == 413 and "网站没有收下" in answer.content.decode()


def test_given_a_question_without_files_then_none_are_kept(citizen, asked, answers):
    rating = opening(asked, ask=str(FeedbackAsk.objects.get().uid), value="4")
    page = citizen.post(RECEIPT, opening(asked)).content.decode()
    assert 'type="file"' not in page
    assert citizen.post(RECEIPT, rating | {"files": sent("一.png")}).status_code == 200
    assert not DraftFile.objects.exists() and answers[0].files == ()


def test_given_its_time_is_over_then_files_of_an_answer_go_too(
    citizen, mending, asked, answers, town
):
    citizen.post(RECEIPT, mending | {"files": sent("一.png")})
    intake.stamp_fetched(uid=asked.uid, now=town.now)
    erasing.erase_old(now=town.now + timedelta(days=LETTER.kept_days + 1))
    assert not EnvelopeFile.objects.exists()
