"""A reply that was issued and not sent: nothing moves under it, and it can be taken back."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from zhanqun.affairs.requests import queries, services
from zhanqun.affairs.requests.queries import DELIVER, ISSUE
from zhanqun.affairs.requests.services import Consulting, recalling, replying
from zhanqun.affairs.requests.services.recalling import take_back_reply
from zhanqun.affairs.requests.tests.replying import PARTS, held
from zhanqun.core.casework import api as casework
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation import clock

THIRD = Consulting("third_party", "是否同意公开检测报告", name="青云路桥公司")


@pytest.fixture
def issued(publishers):
    desk = held(publishers)
    desk.submit()
    desk.issue()
    return desk


def test_given_an_issued_reply_then_nothing_moves_the_request_under_it(publishers, issued):
    later = issued.now.date() + timedelta(days=15)
    facts = {"what": "写明年份", "answer_by": later, "why_late": ""}
    fee = {"method": "pages", "pages": 100, "how": "到市财政专户"}
    moved = {"publisher": publishers.government, "reason": "由市政府办公室制作"}
    for refused in (
        lambda: services.ask_correction(**facts, **issued.by("desk")),
        lambda: services.consult(asked=THIRD, **issued.by("handler")),
        lambda: services.send_fee_notice(**fee, **issued.by("desk")),
        lambda: services.transfer(**moved, **issued.by("desk")),
    ):
        with pytest.raises(recalling.ReplyIssued):
            refused()

    assert issued.again().case.state == "handling"
    assert issued.send().state == "sent"


def test_given_a_fault_seen_before_it_is_sent_then_it_is_taken_back_and_issued_anew(issued):
    with pytest.raises(casework.ReasonMissing):
        take_back_reply(remark=" ", **issued.by("head"))
    with pytest.raises(NotAllowed):
        take_back_reply(remark="附件页数写错", **issued.by("handler"))

    take_back_reply(remark="附件页数写错", **issued.by("head"))

    reply = issued.reply
    assert (reply.state, reply.number, reply.text, reply.pdf) == ("writing", None, "", None)
    with pytest.raises(recalling.NothingIssued):
        take_back_reply(remark="再撤一次", **issued.by("head"))
    issued.submit(parts=PARTS["granted"] | {"more": "检测报告共12页。"})
    assert issued.issue().number == "青交公开答〔2026〕2号"
    issued.send()
    assert "共12页" in issued.request.case.answers.get().text


def test_given_an_issued_reply_at_the_desk_then_who_signed_it_takes_it_back(publishers, issued):
    client = Client()
    client.force_login(publishers.people["head"])
    address = reverse("requests:reply", args=[issued.request.case.uid])
    act = reverse("requests:reply_act", args=[issued.request.case.uid, "take_back"])
    with clock.fixed(issued.now):
        assert "撤回签发" in client.get(address).content.decode()
        refused = client.post(act, {"remark": ""})
        assert refused.status_code == 400
        page = client.post(act, {"remark": "写错页数"}, follow=True).content.decode()

    assert "已撤回签发" in page and "写错页数" in page


def test_given_an_issued_reply_when_taken_up_again_then_it_answers_what_is_asked_now(
    publishers, issued
):
    casework.close(uid=issued.request.case.uid, reason="误办结", by=None, now=issued.now)
    assert list(queries.requests_in(DELIVER, publishers.people["handler"])) == []
    facts = {"what": "补充年份", "answer_by": date(2026, 7, 7), "reason": "误点撤回"}

    services.supplement(**facts, **issued.by("desk"))

    assert (issued.reply.state, issued.reply.number) == ("writing", None)


def test_given_a_reply_to_issue_when_its_applicant_withdraws_then_no_list_waits_for_it(publishers):
    desk = held(publishers)
    desk.submit()
    assert queries.requests_in(ISSUE, publishers.people["head"]).count() == 1

    casework.close(uid=desk.request.case.uid, reason="申请人撤回", by=None, now=desk.now)

    assert queries.requests_in(ISSUE, publishers.people["head"]).count() == 0
    with pytest.raises(replying.IllegalMove):
        desk.issue()
