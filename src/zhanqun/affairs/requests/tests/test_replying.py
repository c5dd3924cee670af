"""A reply from draft to receipt."""

import io

import pytest
from docx import Document

from zhanqun.affairs.requests import composing, reply_checking
from zhanqun.affairs.requests.models import Consultation, Reply
from zhanqun.affairs.requests.services import numbering, replying
from zhanqun.affairs.requests.tests.replying import FORM, PARTS, held
from zhanqun.core.audit.models import Entry
from zhanqun.core.intake.services.tracking import file_of, open_receipt
from zhanqun.core.papers.api import words_of
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation.states import IllegalMove


def codes(desk, reply):
    known = composing.known_of(desk.request, desk.publishers.people["handler"])
    found = reply_checking.findings_of(reply, known, desk.now.date())
    return [one.code for one in found]


def test_given_a_granted_request_when_sent_then_the_applicant_has_paper_and_outcome(publishers):
    desk = held(publishers)
    desk.sent()
    request, reply = desk.again(), desk.reply
    assert (request.outcome, str(request.concluded_on)) == ("granted", str(desk.now.date()))
    assert request.case.state == "answered"
    assert reply.number == "青交公开答〔2026〕1号"
    receipt = open_receipt(
        number=publishers.receipt.number,
        password=publishers.receipt.password,
        address=None,
        now=desk.now,
    )
    feedback = receipt.feedback.filter(kind="answered").get()
    assert "甄测一：" in feedback.text and reply.number in feedback.text
    pdf = file_of(receipt, reply.pdf.key)
    words = words_of(pdf.file.read()).replace("\r\n", "")
    assert "青云江大桥2025年检测报告" in words and reply.number in words
    docx = Document(io.BytesIO(file_of(receipt, reply.docx.key).file.read()))
    assert "甄测一：" in [paragraph.text for paragraph in docx.paragraphs]
    delivery = reply.deliveries.get()
    assert (delivery.way, delivery.state) == ("online", "received")


def test_given_a_refusal_then_its_outcome_is_the_row_of_its_ground(publishers):
    desk = held(publishers)
    desk.sent("refused_6")
    assert desk.again().outcome == "refused_6"
    text = desk.request.case.answers.get().text
    assert "先向青云市人民政府申请行政复议" in text and "6个月" not in text


@pytest.mark.parametrize(
    ("kind", "parts", "code"),
    [
        ("refused_6", {}, "missing_reason"),
        ("granted_public", {"information": "报告"}, "missing_where"),
        ("refused_6", {"reason": "可以直接向人民法院提起行政诉讼，理由另附"}, "direct_litigation"),
        ("refused_6", {"reason": "因为×××所以不公开，理由写在这里了"}, "left_open"),
        ("cannot_3", {"reason": "补正以后还是看不出要的是哪些信息"}, "no_correction"),
        ("other_2", {"reason": "收费通知发出以后没有缴费的记录了"}, "no_fee"),
    ],
)
def test_given_what_may_not_go_out_then_it_is_blocked_and_the_draft_kept(
    publishers, kind, parts, code
):
    desk = held(publishers)
    desk.save(kind, parts)
    assert code in codes(desk, desk.reply)
    with pytest.raises(replying.ReplyBlocked):
        desk.submit(kind, parts)
    assert desk.reply.state == "writing"


def test_given_no_form_of_numbers_then_the_office_is_told_what_to_set(publishers):
    desk = held(publishers, form=None)
    with pytest.raises(replying.ReplyBlocked, match="答复设置"):
        desk.submit()


def test_given_warnings_then_they_stand_with_a_reason_only(publishers):
    desk = held(publishers)
    with pytest.raises(replying.FindingsStand):
        desk.submit(why="")
    reply = desk.submit(why="检测报告当面提供")
    assert (reply.accepted, reply.accepted_why) == (["no_files"], "检测报告当面提供")


def test_given_a_third_party_that_objected_then_nothing_is_given_without_the_letter(publishers):
    desk = held(publishers)
    facts = {"whom": "third_party", "name": "青云桥梁公司", "letter": "函", "state": "objected"}
    who = {"asked_by": publishers.people["handler"], "asked_at": desk.now}
    days = {"received_on": desk.now.date(), "due_on": desk.now.date()}
    row = Consultation.objects.create(request=desk.request, **facts, **who, **days)
    reply = desk.save("granted", PARTS["granted"] | {"more": "已征求青云桥梁公司意见"})
    assert {"objected", "third_party_named"} <= set(codes(desk, reply))
    Consultation.objects.filter(pk=row.pk).update(override="公共利益告知书")
    assert "objected" not in codes(desk, reply)


def test_given_who_wrote_it_then_another_issues_it(publishers):
    desk = held(publishers)
    desk.submit(by="head")
    with pytest.raises(NotAllowed):
        desk.issue(by="head")
    with pytest.raises(NotAllowed):
        desk.issue(by="handler")
    assert desk.issue(by="desk").state == "issued"


def test_given_a_reply_given_back_then_it_is_written_on_and_issued_once(publishers):
    desk = held(publishers)
    desk.submit()
    replying.return_reply(remark="写明页数", **desk.by("head"))
    assert desk.reply.remark == "写明页数"
    desk.submit()
    desk.issue()
    with pytest.raises(IllegalMove):
        desk.issue()
    with pytest.raises(IllegalMove):
        desk.save()
    desk.send()
    with pytest.raises(IllegalMove):
        desk.send()


def test_given_a_number_already_taken_then_issuing_says_what_to_do_and_gives_none(publishers):
    desk = held(publishers)
    desk.sent()
    other = held(publishers, form=None, title="另一份报告")
    Reply.objects.filter(request=desk.request).update(number="青交公开答〔2026〕2号")
    other.submit()
    with pytest.raises(numbering.NumberTaken):
        other.issue()
    assert Reply.objects.get(request=other.request).state == "submitted"
    numbering.set_reply_form(
        publisher=publishers.bureau,
        facts=numbering.ReplyFormFacts(**FORM.__dict__ | {"next_serial": 12}),
        by=publishers.people["desk"],
        now=other.now,
    )
    assert other.issue().number == "青交公开答〔2026〕12号"


@pytest.mark.parametrize("form", ["青交〔2026〕{号}号", "青交〔{年}〕号", "{年}{号}{x}", ""])
def test_given_a_form_without_its_places_then_it_is_refused(publishers, form):
    with pytest.raises(numbering.NumberFormWrong):
        held(publishers, form=numbering.ReplyFormFacts(**FORM.__dict__ | {"number_form": form}))


def test_given_a_form_of_another_publisher_then_it_is_refused(publishers):
    held(publishers)
    with pytest.raises(numbering.NumberFormTaken):
        numbering.set_reply_form(
            publisher=publishers.government,
            facts=FORM,
            by=publishers.people["desk"],
            now=publishers.town.now,
        )


def test_given_what_was_typed_then_no_trace_of_the_applicant_is_in_notices_or_trail(publishers):
    desk = held(publishers)
    desk.sent()
    told = [str(row.after) + str(row.reason) for row in Entry.objects.all()]
    assert not any("甄测一" in one for one in told)


def test_given_a_sealed_scan_then_it_goes_out_in_place_of_the_pdf(publishers):
    desk = held(publishers)
    desk.submit()
    desk.issue()
    pdf = desk.reply.pdf.file.read()
    sealed = replying.seal_reply(name="盖章.pdf", content=pdf, **desk.by("handler")).sealed
    desk.send()
    receipt = open_receipt(
        number=publishers.receipt.number,
        password=publishers.receipt.password,
        address=None,
        now=desk.now,
    )
    assert file_of(receipt, sealed.key) and not file_of(receipt, desk.reply.pdf.key)


def test_given_no_publisher_of_theirs_then_nobody_else_writes(publishers):
    desk = held(publishers)
    with pytest.raises(NotAllowed):
        desk.save(by="watcher")
