"""办理申请 at the desk: who sees what may be done, and doing it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from zhanqun.affairs.requests.models import Request
from zhanqun.foundation import clock


@pytest.fixture
def request_at_desk(publishers):
    publishers.apply()
    return Request.objects.select_related("case").get()


def logged_in(publishers, name: str) -> Client:
    client = Client()
    client.force_login(publishers.people[name])
    return client


def post(client: Client, request: Request, verb: str, **facts):
    address = reverse("requests:act", args=[request.case.uid, verb])
    return client.post(address, facts, follow=True)


def test_given_a_request_then_office_handler_and_watcher_each_see_their_own(
    publishers, request_at_desk
):
    address = reverse("requests:process", args=[request_at_desk.case.uid])
    with clock.fixed(publishers.town.now):
        office = logged_in(publishers, "desk").get(address).content.decode()
        watcher = logged_in(publishers, "watcher").get(address).content.decode()
        listed = logged_in(publishers, "desk").get(reverse("requests:requests"))
        handler = logged_in(publishers, "handler").get(address)

    assert "登记，交承办单位" in office
    assert "990101197001010017" not in office
    assert "登记，交承办单位" not in watcher
    assert "甄测一" not in watcher
    assert "青云江大桥2025年检测报告" in listed.content.decode()
    assert handler.status_code == 404


def test_given_what_is_done_there_then_each_step_follows_and_a_refusal_keeps_what_was_typed(
    publishers, request_at_desk
):
    office = logged_in(publishers, "desk")
    with clock.fixed(publishers.town.now):
        page = post(office, request_at_desk, "register", unit=publishers.bureau.unit_id)
        assert "已登记。" in page.content.decode()
        refused = post(
            office, request_at_desk, "ask_correction", what="写明桥名", answer_by="2026-06-16"
        )
        assert refused.status_code == 400
        assert "写明桥名" in refused.content.decode()
        page = post(
            office, request_at_desk, "ask_correction", what="写明桥名", answer_by="2026-07-07"
        )
        assert "已告知补正" in page.content.decode()
        assert "登记收到的补正" in page.content.decode()

    assert request_at_desk.corrections.get().answer_by == date(2026, 7, 7)


def test_given_an_unknown_act_then_not_found(publishers, request_at_desk):
    with clock.fixed(publishers.town.now):
        answer = post(logged_in(publishers, "desk"), request_at_desk, "sign")
    assert answer.status_code == 404
