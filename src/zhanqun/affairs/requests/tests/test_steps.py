"""Steps of a request: what each does to clock, outcome and receipt, and what it refuses."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from zhanqun.affairs.requests import bundling, queries, services, watching
from zhanqun.affairs.requests.services import Consulting, correcting, extending
from zhanqun.affairs.requests.states import FeeMethod
from zhanqun.affairs.requests.tests.stepping import Desk, on
from zhanqun.core.attachments.tests.files import picture
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.casework import watching as casework_watching
from zhanqun.core.casework.services.timing import (
    ExtensionTooLate,
)
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.asks import draft_key
from zhanqun.core.intake.errors import AnswerRefused
from zhanqun.core.intake.models import FeedbackAsk
from zhanqun.core.intake.services.files import keep_drafts
from zhanqun.core.notices.api import Notice
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation import clock

THIRD = Consulting("third_party", "是否同意公开检测报告", name="青云路桥公司")


def test_p007_given_a_form_picked_up_late_then_the_day_shown_to_the_applicant_counts(publishers):
    publishers.town.now = on("2026-11-02", "23:50")
    desk = Desk(publishers, publishers.town.now)
    assert desk.told.facts[0][1] == "2026-11-02"
    assert casework_watching.watch(on("2026-11-04"))["lapsed"] == 1
    unassigned = Notice.objects.filter(kind="casework.unassigned")
    assert publishers.people["desk"].pk in set(unassigned.values_list("person", flat=True))

    desk.now = on("2026-11-25")
    desk.register()

    assert (desk.request.received_on, desk.request.case.due_on) == (
        date(2026, 11, 2),
        date(2026, 11, 30),
    )


def test_p008_given_the_last_minute_then_extension_is_granted_and_a_minute_later_refused(desk):
    desk.register()
    desk.now = on("2026-11-30", "23:59")
    with pytest.raises(NotAllowed):
        desk.do(services.ask_extension, "watcher", days=20, reason="需要检索")
    desk.do(services.ask_extension, "handler", days=20, reason="需要检索档案")
    with pytest.raises(NotAllowed):
        desk.do(services.grant_extension, "handler", remark="")
    with pytest.raises(extending.ExtensionAsked):
        desk.do(services.ask_extension, "handler", days=20, reason="需要检索档案")

    desk.do(services.grant_extension, "head", remark="同意")

    assert desk.request.case.due_on == date(2026, 12, 28)
    assert desk.told.title == "已延期"
    assert ["新的期限", "2026-12-28"] in desk.told.facts
    assert desk.told.text == "需要检索档案"
    late = Desk(desk.publishers, on("2026-11-02"))
    late.register()
    late.now = on("2026-12-01", "00:00")
    with pytest.raises(ExtensionTooLate):
        late.do(services.ask_extension, "handler", days=1, reason="需要检索")


def test_p079_given_a_request_ended_by_mistake_then_it_waits_again_for_its_supplement(desk):
    desk.register()
    desk.ask(answer_by=date(2026, 11, 10))
    desk.now = on("2026-11-11")
    desk.do(services.give_up, "desk", decision="没有收到")
    assert (desk.request.outcome, desk.request.concluded_on) == ("other_1", date(2026, 11, 11))
    assert desk.asked == set()
    desk.now = on("2026-11-13")
    facts = {"what": "补充年份", "answer_by": date(2026, 11, 27), "reason": "信件压在收发室"}
    with pytest.raises(NotAllowed):
        desk.do(services.supplement, "handler", **facts)

    desk.do(services.supplement, "desk", **facts)

    assert (desk.request.case.state, desk.request.outcome) == ("waiting", "")
    assert desk.request.concluded_on is None
    assert desk.asked == {"correct", "withdraw"}
    desk.now = on("2026-11-18")
    desk.reply("correct", "2025年的")
    assert desk.request.case.due_on == date(2026, 12, 16)
    kinds = list(desk.request.case.events.values_list("kind", flat=True))
    assert kinds[-4:] == ["closed", "revived", "paused", "restarted"]


def test_given_what_the_form_lacked_then_asked_once_and_the_applicant_mends_it(desk):
    desk.now = on("2026-11-11")
    asked = desk.ask()
    assert not asked.is_late
    assert (desk.request.case.state, desk.told.title) == ("waiting", "需要补正")
    with pytest.raises(correcting.CorrectionSpent):
        desk.ask()
    with pytest.raises(AnswerRefused, match="请填写补正内容"):
        desk.reply("correct", "  ")
    desk.now = on("2026-11-13")

    desk.reply("correct", "是2025年9月检测的那份")

    # Registered by nobody yet: it is the office's turn again, on a term from that day.
    assert (desk.request.case.state, desk.request.case.due_on) == ("received", date(2026, 12, 11))
    assert desk.told.facts == [["收到补正", "2026-11-13"], ["答复期限", "2026-12-11"]]
    assert desk.asked == {"withdraw"}
    with pytest.raises(correcting.CorrectionSpent):
        desk.ask()


def test_given_a_correction_with_files_then_they_stand_beside_it_and_in_the_file_of_the_case(desk):
    desk.ask()
    asked = FeedbackAsk.objects.get(code="correct")
    sent = [intake.IncomingFile("身份证明.png", picture("PNG"))]
    keep_drafts(key_hash=draft_key(asked.uid), files=sent, most=asked.files_most, now=desk.now)

    desk.reply("correct", "补上身份证明")

    office = desk.publishers.people["desk"]
    row = desk.request.corrections.get()
    files = queries.files_of(desk.request, office)
    assert [(one.uid, one.name) for one in files] == [(row.files[0], "身份证明.png")]
    assert queries.application_files(desk.request, office) == []
    found = [one.label for one in bundling.pieces_of(desk.request, office) if one.file]
    assert found == ["补正材料"]
    client = Client()
    client.force_login(office)
    with clock.fixed(desk.now):
        page = client.get(reverse("requests:process", args=[desk.uid])).content.decode()
    assert page.count("身份证明.png") == 1


def test_given_the_eighth_working_day_then_asking_needs_a_reason_and_is_noted_as_late(desk):
    desk.now = on("2026-11-12")
    with pytest.raises(correcting.WhyLateMissing, match="2026-11-11"):
        desk.ask()

    assert desk.ask(why_late="申请表压在收发室").is_late


def test_given_a_correction_after_its_last_day_then_the_office_decides(desk):
    desk.register()
    desk.ask(answer_by=date(2026, 11, 10))
    with pytest.raises(correcting.NotOver):
        desk.do(services.give_up, "desk", decision="没有补正")
    desk.now = on("2026-11-12")
    watching.watch(desk.now)
    assert Notice.objects.filter(kind="requests.not_corrected").exists()
    desk.reply("correct", "2025年的，刚出院")
    assert (desk.request.case.state, desk.told.title) == ("waiting", "逾期补正")

    desk.now = on("2026-11-13")
    desk.do(services.take_late, "desk", decision="住院，有正当理由")

    assert (desk.request.case.start_on, desk.request.case.due_on) == (
        date(2026, 11, 12),
        date(2026, 12, 10),
    )


def test_given_a_correction_too_late_and_not_taken_then_the_applicant_is_told_to_apply_anew(desk):
    desk.register()
    desk.ask(answer_by=date(2026, 11, 10))
    desk.now = on("2026-11-12")
    desk.reply("correct", "2025年的")

    desk.do(services.give_up, "desk", decision="没有正当理由")

    assert (desk.request.outcome, desk.request.case.state) == ("other_1", "closed")
    assert "重新申请" in desk.told.text


def test_given_third_parties_then_the_clock_stands_until_the_last_and_silence_ends_it(desk):
    desk.register()
    desk.now = on("2026-11-09")
    first = desk.do(services.consult, "handler", asked=THIRD)
    asked = Consulting("other_organ", "请提出意见", unit=desk.publishers.town.other)
    second = desk.do(services.consult, "handler", asked=asked)
    desk.now = on("2026-11-12")
    desk.do(services.set_received, "handler", consultation=first.uid, on=date(2026, 11, 11))
    facts = {"agrees": True, "opinion": "同意", "on": date(2026, 11, 12)}
    desk.do(services.take_opinion, "handler", consultation=second.uid, **facts)
    assert desk.request.case.state == "waiting"
    assert watching.watch(on("2026-12-02")) == 0

    assert watching.watch(on("2026-12-03", "00:05")) == 1

    desk.request.case.refresh_from_db()
    # Five days counted to 9 November; it stood to 2 December, fifteen working days after the 11th.
    assert (desk.request.case.state, desk.request.case.due_on) == ("handling", date(2026, 12, 23))
    assert watching.watch(on("2026-12-03", "00:06")) == 0
    words = " ".join(str(row.after) for row in audit.Entry.objects.filter(action__startswith="req"))
    assert "青云路桥" not in words


def test_given_an_objection_then_only_the_office_opens_it_for_the_public_interest(desk):
    desk.register()
    row = desk.do(services.consult, "handler", asked=THIRD)
    facts = {"agrees": False, "opinion": "涉及商业秘密", "on": date(2026, 11, 2)}
    desk.do(services.take_opinion, "handler", consultation=row.uid, **facts)
    letter = {"consultation": row.uid, "letter": "涉及公共安全，决定公开检测结论"}
    with pytest.raises(NotAllowed):
        desk.do(services.override, "handler", **letter)

    assert desk.do(services.override, "desk", **letter).overridden_at == desk.now


def test_given_the_wrong_organ_then_the_right_one_begins_with_it_on_the_same_term(desk):
    due_on = desk.request.case.due_on
    facts = {"publisher": desk.publishers.government, "reason": "检测报告由市政府办公室制作"}
    with pytest.raises(NotAllowed):
        desk.do(services.transfer, "handler", **facts)

    desk.do(services.transfer, "desk", **facts)

    assert (desk.request.publisher, desk.request.case.office) == (
        desk.publishers.government,
        desk.publishers.government.unit,
    )
    assert (desk.request.case.state, desk.request.case.due_on) == ("received", due_on)
    assert "检测报告由市政府办公室制作" in desk.told.text


def test_given_many_of_one_applicant_then_counted_charged_and_asked_why(publishers):
    for _n in range(10):
        Desk(publishers, on("2026-11-02"))
    desk = Desk(publishers, on("2026-11-03"))
    desk.register()
    desk.do(services.ask_purpose, "handler")
    desk.reply("purpose", "写论文用")
    assert desk.request.purpose == "写论文用"
    facts = {"method": FeeMethod.APPLICATIONS, "pages": 0, "how": "到市财政专户"}

    fee = desk.do(services.send_fee_notice, "desk", **facts)

    assert (fee.quantity, fee.yuan, fee.due_on) == (11, 100, date(2026, 12, 1))
    assert ["金额", "100元"] in desk.told.facts
    desk.now = on("2026-12-02")
    desk.do(services.give_up_unpaid, "desk")
    assert (desk.request.outcome, desk.request.case.is_late) == ("other_2", False)


def test_given_an_applicant_who_withdraws_then_it_ends_among_the_rest_and_asks_nothing(desk):
    desk.ask()
    desk.reply("withdraw", "不需要了")

    assert (desk.request.outcome, desk.request.case.state) == ("other_3", "closed")
    assert desk.asked == set()
    assert Notice.objects.filter(kind="requests.withdrawn").exists()
    assert desk.now + timedelta(0) == desk.request.case.ended_at


def test_given_an_opinion_after_its_last_day_then_no_day_more_is_taken_out(desk):
    desk.register()
    desk.now = on("2026-11-09")
    row = desk.do(services.consult, "handler", asked=THIRD)
    desk.now = on("2026-12-02")
    facts = {"agrees": True, "opinion": "", "on": date(2026, 12, 2)}

    desk.do(services.take_opinion, "handler", consultation=row.uid, **facts)

    # Five days to 9 November; it stood to the 30th, the fifteenth working day.
    assert desk.request.case.due_on == date(2026, 12, 21)


def test_given_a_withdrawn_request_then_time_asks_nobody_about_it(desk):
    desk.register()
    desk.do(services.consult, "handler", asked=THIRD)
    desk.reply("withdraw")

    assert watching.watch(on("2026-12-30")) == 0
    assert not Notice.objects.filter(kind="requests.opinion_lapsed").exists()


def test_given_a_reply_then_its_row_and_day_are_kept(desk):
    desk.register()
    desk.now = on("2026-11-20")

    desk.do(services.conclude, "handler", outcome="granted", text="检测报告见附件，请下载。")

    assert (desk.request.outcome, desk.request.concluded_on) == ("granted", date(2026, 11, 20))
    assert desk.request.case.state == casework.CaseState.ANSWERED
    with pytest.raises(services.OutcomeUnknown):
        desk.do(services.conclude, "handler", outcome="gone", text="无")


def test_given_notices_and_trail_then_no_identity_number_stands_in_them(desk):
    desk.register()
    desk.ask()
    number = "990101197001010017"
    assert not Notice.objects.filter(text__contains=number).exists()
    rows = audit.Entry.objects.all()
    assert not any(number in str((row.after, row.reason)) for row in rows)
