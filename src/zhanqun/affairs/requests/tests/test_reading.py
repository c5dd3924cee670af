"""What the pages of a request show to whom: who applied stays with who works on it."""

import pytest
from django.test import Client
from django.urls import reverse

from zhanqun.affairs.requests import composing, reply_checking, services
from zhanqun.affairs.requests.models import Consultation, Request
from zhanqun.affairs.requests.services import delivering, giving
from zhanqun.affairs.requests.services.delivering import Sending
from zhanqun.affairs.requests.tests.replying import PARTS, REASON, held
from zhanqun.affairs.requests.tests.stepping import on
from zhanqun.affairs.requests.tests.test_giving import report
from zhanqun.core.audit.models import Entry
from zhanqun.foundation import clock

NAME, MAIL = "甄测一", "zhen@example.cn"


def page(publishers, desk, person: str, name: str) -> str:
    client = Client()
    client.force_login(publishers.people[person])
    with clock.fixed(desk.now):
        answer = client.get(reverse(f"requests:{name}", args=[desk.request.case.uid]))
    return answer.content.decode()


def test_given_words_of_the_office_that_name_the_applicant_then_an_overseer_reads_no_name(
    publishers,
):
    desk = held(publishers)
    services.set_remark(remark=f"{NAME}的身份证已过期", **desk.by("desk"))
    who, reason = desk.by("handler"), f"{NAME}要的档案多"
    services.ask_extension(days=20, reason=reason, **who)
    services.refuse_extension(remark=f"{NAME}要得急", **desk.by("head"))
    facts = {"what": f"{NAME}，写明年份", "answer_by": on("2026-07-07").date(), "why_late": ""}
    services.ask_correction(**facts, **desk.by("desk"))

    assert page(publishers, desk, "handler", "process").count(NAME) >= 4
    assert NAME not in page(publishers, desk, "watcher", "process")


@pytest.mark.parametrize("is_issued", [False, True])
def test_given_a_reply_that_names_the_applicant_then_an_overseer_reads_no_name(
    publishers, is_issued
):
    desk = held(publishers)
    desk.submit("refused_6", {"reason": f"{REASON}，{NAME}已知悉"})
    if is_issued:
        desk.issue()

    assert NAME in page(publishers, desk, "head", "reply")
    assert NAME not in page(publishers, desk, "watcher", "reply")


def test_given_a_reply_by_mail_then_its_address_stands_in_no_trail_and_before_no_overseer(
    publishers,
):
    desk = held(publishers, delivery="email", email=MAIL)
    desk.sent(parts=PARTS["granted"])
    sending = Sending("email", desk.now.date(), proof=MAIL)
    delivering.deliver(sending=sending, **desk.by("handler"))
    delivering.delivered(done_on=desk.now.date(), signed_by=NAME, **desk.by("handler"))

    assert MAIL in page(publishers, desk, "handler", "reply")
    shown = page(publishers, desk, "watcher", "reply")
    assert MAIL not in shown and NAME not in shown and "电子邮件" in shown
    assert not any(MAIL in str((row.after, row.reason)) for row in Entry.objects.all())


def test_given_a_third_party_asked_after_a_file_was_looked_through_then_the_check_says_so(
    publishers,
):
    desk = held(publishers)
    desk.save()
    facts = {"name": "报告.pdf", "content": report("由青云路桥公司承建。"), "words": []}
    giving.add_file(cleans=False, **facts, **desk.by("handler"))
    later = on("2026-06-18")
    Consultation.objects.create(
        request=Request.objects.get(),
        whom="third_party",
        name="青云路桥公司",
        letter="函",
        state="agreed",
        asked_by=publishers.people["handler"],
        asked_at=later,
        received_on=later.date(),
        due_on=later.date(),
    )

    known = composing.known_of(desk.request, publishers.people["handler"])
    found = {one.code: one.level for one in reply_checking.findings_of(desk.reply, known, later)}

    assert found["unlooked"] == reply_checking.WARN
