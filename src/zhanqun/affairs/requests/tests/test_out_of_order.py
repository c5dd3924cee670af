"""Steps in an order that nobody planned: each comes to a clear end, and nothing stands still."""

from datetime import date

import pytest

from zhanqun.affairs.requests import foretelling, services, watching
from zhanqun.affairs.requests.services import Consulting, correcting, numbering
from zhanqun.affairs.requests.tests.replying import FORM
from zhanqun.affairs.requests.tests.stepping import Desk, office_of, on
from zhanqun.core.notices.api import Notice
from zhanqun.core.units.api import NotAllowed

THIRD = Consulting("third_party", "是否同意公开检测报告", name="青云路桥公司")
TAKEN_UP = {"what": "补充年份", "answer_by": date(2026, 11, 30), "reason": "误点撤回"}


def taken_up_while_consulting(desk: Desk):
    """Withdrawn while a third party was asked, taken up again; now it waits for its applicant."""
    desk.register()
    asked = desk.do(services.consult, "handler", asked=THIRD)
    desk.reply("withdraw")
    desk.now = on("2026-11-04")
    desk.do(services.supplement, "desk", **TAKEN_UP)
    return asked


def test_given_an_opinion_still_out_when_taken_up_again_then_its_silence_moves_nothing(desk):
    taken_up_while_consulting(desk)

    assert watching.watch(on("2026-11-25", "00:05")) == 1

    desk.request.case.refresh_from_db()
    assert desk.request.case.state == "waiting"
    assert desk.request.consultations.get().state == "silent"


def test_given_an_opinion_still_out_when_taken_up_again_then_it_is_noted_and_the_clock_stands(desk):
    asked = taken_up_while_consulting(desk)
    facts = {"agrees": True, "opinion": "同意", "on": date(2026, 11, 4)}

    desk.do(services.take_opinion, "handler", consultation=asked.uid, **facts)

    assert desk.request.case.state == "waiting"
    desk.reply("correct", "2025年的")
    assert desk.request.case.state == "handling"


def test_given_a_correction_dated_ahead_then_it_is_refused_and_can_be_entered_right(desk):
    desk.register()
    desk.ask(answer_by=date(2026, 11, 10))
    desk.now = on("2026-11-12")
    with pytest.raises(correcting.CorrectionDayUnfit, match="2026-11-12"):
        desk.do(services.answer_correction, "desk", text="2025年的", on=date(2027, 11, 12))

    desk.do(services.answer_correction, "desk", text="2025年的", on=desk.now.date())

    desk.do(services.take_late, "desk", decision="住院，有正当理由")
    assert desk.request.case.due_on == date(2026, 12, 10)


def test_given_an_ended_request_then_no_term_of_it_is_foretold(desk):
    desk.register()
    desk.do(services.consult, "handler", asked=THIRD)
    desk.reply("withdraw")

    foretelling.foretell(on("2026-11-20"))

    assert not Notice.objects.filter(kind="requests.opinion_ends").exists()


def test_given_a_unit_that_handles_for_the_government_then_its_head_extends_nothing(publishers):
    desk = Desk(publishers, on("2026-11-02"), to="szf")
    desk.register()
    desk.do(services.ask_extension, "handler", days=20, reason="需要检索档案")
    asked = Notice.objects.filter(kind="requests.extension_asked")
    assert set(asked.values_list("person", flat=True)) == {publishers.people["desk"].pk}
    with pytest.raises(NotAllowed):
        desk.do(services.grant_extension, "head", remark="同意")

    desk.do(services.grant_extension, "desk", remark="同意")

    assert ["批准", "政府信息公开工作机构负责人"] in desk.told.facts


def test_given_a_request_that_ends_without_a_paper_then_its_notice_names_the_remedies(desk):
    numbering.set_reply_form(
        publisher=desk.publishers.bureau, facts=FORM, by=office_of(desk), now=desk.now
    )
    desk.register()
    desk.ask(answer_by=date(2026, 11, 10))
    desk.now = on("2026-11-11")

    desk.do(services.give_up, "desk", decision="没有收到")

    assert "60日内向青云市人民政府申请行政复议" in desk.told.text
    assert "答复书" not in desk.told.text
