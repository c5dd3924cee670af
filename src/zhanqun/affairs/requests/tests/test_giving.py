"""What is given out is looked through, and how a reply reaches its applicant."""

import io
from datetime import timedelta

import pikepdf
import pytest

from zhanqun.affairs.requests.redaction import cleaned_pdf, look_through, stands_in
from zhanqun.affairs.requests.services import delivering, giving
from zhanqun.affairs.requests.services.delivering import Sending
from zhanqun.affairs.requests.tests.replying import PARTS, held
from zhanqun.core.papers.api import Paper, Paragraph, docx_of, pdf_of
from zhanqun.foundation.states import IllegalMove

PDF = "application/pdf"


def report(words="申请人甄测一反映大桥裂缝。", **properties):
    """A report as PDF; properties: of the file."""
    content = pdf_of(Paper(title="检测报告", blocks=(Paragraph(words),)))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for name, value in properties.items():
            pdf.docinfo[f"/{name}"] = value
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def barred(content):
    """A black bar over the whole page, as people who do not know better cover words."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        page.contents_add(pikepdf.Stream(pdf, b"q 0 0 0 rg 0 0 600 842 re f Q"))
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def traces(content, *words):
    return {(one.word, one.where) for one in look_through("a.pdf", PDF, content, words).traces}


def test_p010_given_a_bar_over_a_name_then_the_name_is_found_under_it():
    assert ("甄测一", "正文") in traces(barred(report()), "甄测一")
    assert not traces(barred(report("申请人■■■反映大桥裂缝。")), "甄测一")


def test_p010_given_a_name_in_the_properties_then_it_is_found_and_can_be_cleaned():
    content = report("申请人■■■反映大桥裂缝。", Author="甄测一", Subject="甄测一的申请")
    assert ("甄测一", "文件属性") in traces(content, "甄测一")
    clean = cleaned_pdf(content)
    assert not traces(clean, "甄测一")


def test_p010_given_a_former_version_inside_the_file_then_it_is_found():
    former = report()
    changed = former + report("没有名字。")
    found = traces(changed, "甄测一")
    assert found == {("甄测一", "修改前的版本")}
    assert not traces(cleaned_pdf(changed), "甄测一")


def test_p010_given_a_short_name_then_not_inside_other_words_but_over_lines():
    assert not stands_in("高兴", "他很高兴地收到了答复")
    assert stands_in("高兴", "姓名：高兴，电话")
    assert stands_in("甄测一", "甄\r\n测一")


def test_given_pages_without_words_then_it_is_said_that_nobody_read_them():
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        buffer = io.BytesIO()
        pdf.save(buffer)
    assert "1" in look_through("a.pdf", PDF, buffer.getvalue(), ["甄测一"]).unread
    assert look_through("a.png", "image/png", b"x", ["甄测一"]).unread


def add(desk, content, name="检测报告.pdf", words=(), cleans=False):
    return giving.add_file(
        name=name, content=content, words=words, cleans=cleans, **desk.by("handler")
    )


def test_given_a_file_that_names_the_applicant_then_it_stays_here_and_the_refusal_tells_no_name(
    publishers,
):
    desk = held(publishers)
    desk.save()
    with pytest.raises(giving.TracesLeft) as refusal:
        add(desk, report())
    assert "申请人姓名" in str(refusal.value) and "甄测一" not in str(refusal.value)
    assert not desk.reply.files.exists()
    with pytest.raises(giving.TracesLeft, match="青云桥梁公司"):
        add(desk, report("由青云桥梁公司承建。"), words=["青云桥梁公司"])
    word = docx_of(Paper(title="报告", blocks=(Paragraph("电话13800001234"),)))
    with pytest.raises(giving.TracesLeft, match="申请人电话"):
        add(desk, word, name="报告.docx")


def test_given_a_clean_file_then_it_goes_out_with_the_reply(publishers):
    desk = held(publishers)
    desk.save()
    row = add(desk, report("大桥裂缝。", Author="甄测一"), cleans=True)
    assert row.unread == ""
    desk.submit(why="")
    desk.issue()
    with pytest.raises(IllegalMove):
        add(desk, report("大桥"))
    desk.send()
    text = desk.request.case.answers.get().text
    assert "附件：检测报告.pdf" in text


def test_given_a_reply_by_post_then_it_is_followed_until_it_arrives(publishers):
    desk = held(publishers, delivery="post")
    desk.sent(parts=PARTS["granted"])
    who, today = desk.by("handler"), desk.now.date()
    assert not desk.reply.deliveries.exists()
    with pytest.raises(delivering.ProofMissing):
        delivering.deliver(sending=Sending("post", today), **who)
    with pytest.raises(delivering.WishNotFollowed):
        delivering.deliver(sending=Sending("in_person", today), **who)
    delivering.deliver(sending=Sending("post", today, proof="XA123"), **who)
    with pytest.raises(delivering.UnderWay):
        delivering.deliver(sending=Sending("post", today, proof="XA124"), **who)
    delivering.not_delivered(failure="地址查无此人", **who)
    again = Sending("in_person", today, why="邮寄退回")
    delivering.deliver(sending=again, **who)
    with pytest.raises(delivering.DeliveryDayWrong):
        delivering.delivered(done_on=today + timedelta(days=1), signed_by="甲", **who)
    with pytest.raises(delivering.ProofMissing):
        delivering.delivered(done_on=today, signed_by="", **who)
    delivering.delivered(done_on=today, signed_by="甄测一", **who)
    assert [row.state for row in desk.reply.deliveries.all()] == ["failed", "received"]
