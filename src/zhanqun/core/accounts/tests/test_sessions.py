"""Sessions: how long they last, who sees them, who ends them."""

import re
from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from town import PASSWORD
from zhanqun.core.accounts import sessions
from zhanqun.core.accounts.tests.people import acts, opens_the_desk, sign_in
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.foundation import clock

EDGE = "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"


@pytest.fixture
def limited(settings):
    settings.ZHANQUN_IDLE_MINUTES = 30
    settings.ZHANQUN_SESSION_HOURS = 8


def at(moment: datetime, client: Client, path: str = "/", sent: dict | None = None):
    with clock.fixed(moment):
        return client.post(path, sent) if sent else client.get(path)


def signed_in_at(moment: datetime) -> Client:
    with clock.fixed(moment):
        return sign_in("officer")


# --- Time-out ------------------------------------------------------------------------------


def test_given_half_an_hour_without_a_request_then_the_login_ends_and_says_why(town, limited):
    client = signed_in_at(town.now)

    ended = at(town.now + timedelta(minutes=32), client, "/desk/articles/?q=x")

    assert ended["Location"] == "/login/?next=%2Fdesk%2Farticles%2F%3Fq%3Dx"
    page = client.get(ended["Location"]).content.decode()
    assert "超过30分钟没有操作" in page
    assert 'value="/desk/articles/?q=x"' in page


def test_given_requests_now_and_then_then_the_login_lasts_for_the_hours_of_a_day(town, limited):
    client = signed_in_at(town.now)

    for minutes in range(25, 480, 25):
        assert at(town.now + timedelta(minutes=minutes), client).status_code == 200, minutes
    ended = at(town.now + timedelta(minutes=481), client)

    assert ended["Location"].startswith("/login/")
    assert "已满8小时" in client.get(ended["Location"]).content.decode()


def test_given_a_form_sent_too_late_then_the_text_comes_back(town, limited):
    client = signed_in_at(town.now)

    answer = at(
        town.now + timedelta(hours=2), client, "/desk/articles/new/", {"title": "写了很久的稿件"}
    )

    assert answer.status_code == 403
    assert "写了很久的稿件" in answer.content.decode()
    assert not opens_the_desk(client)


def test_given_a_page_that_says_its_person_is_at_work_then_the_login_lasts(town, limited):
    client = signed_in_at(town.now)

    at(town.now + timedelta(minutes=29), client, "/desk/account/alive/")

    assert at(town.now + timedelta(minutes=55), client).status_code == 200


def test_given_a_request_a_minute_then_nothing_is_written_in_between(
    town, limited, django_assert_num_queries
):
    client = signed_in_at(town.now)
    at(town.now + timedelta(minutes=2), client, "/desk/account/alive/")

    # The session, the person, the rights, and what Wagtail keeps of the person.
    with django_assert_num_queries(4):
        at(town.now + timedelta(minutes=2, seconds=30), client, "/desk/account/alive/")


# --- One's own -----------------------------------------------------------------------------


def test_given_two_browsers_then_each_is_listed_and_this_one_marked(town):
    here = sign_in("officer", headers={"user-agent": EDGE})
    sign_in("officer", headers={"user-agent": FIREFOX}, REMOTE_ADDR="10.1.2.3")

    listed = here.get("/desk/account/").context["sessions"]

    assert [(row.device, row.address, row.is_this) for row in listed] == [
        ("Edge，Windows", "127.0.0.1", True),
        ("Firefox，Linux", "10.1.2.3", False),
    ]


def test_when_others_are_ended_then_this_one_stays(town):
    here, there = sign_in("officer"), sign_in("officer")
    sign_in("officer")

    here.post("/desk/account/sessions/end/")

    assert opens_the_desk(here)
    assert not opens_the_desk(there)
    assert len(here.get("/desk/account/").context["sessions"]) == 1
    entry = audit.Entry.objects.get(action="accounts.sessions_ended")
    assert (entry.actor, entry.after) == (town.people["officer"], {"sessions_ended": 2})


def test_given_the_session_of_another_person_then_it_cannot_be_ended(town):
    other = sign_in("reviewer")
    theirs = other.get("/desk/account/").context["sessions"][0].pk

    sign_in("officer").post("/desk/account/sessions/end/", {"session": theirs})

    assert opens_the_desk(other)
    assert acts() == []


def test_when_logged_out_then_the_session_is_gone_from_the_list(town):
    here, there = sign_in("officer"), sign_in("officer")

    assert there.post("/logout/")["Location"] == "/login/"

    assert not opens_the_desk(there)
    assert len(here.get("/desk/account/").context["sessions"]) == 1


# --- By the security administrator, and by what else happens -------------------------------


def test_when_the_security_administrator_ends_them_then_all_are_gone(town):
    first, second = sign_in("officer"), sign_in("officer")
    security = sign_in("security")
    address = f"/desk/accounts/{town.people['officer'].uid}/"

    security.post(address + "end-sessions/", {"reason": "电脑失窃"})

    assert not opens_the_desk(first)
    assert not opens_the_desk(second)
    assert opens_the_desk(security)
    entry = audit.Entry.objects.get(action="accounts.sessions_ended")
    assert (entry.actor, entry.reason) == (town.people["security"], "电脑失窃")
    assert entry.after == {"sessions_ended": 2}


def test_when_the_password_is_changed_then_only_this_login_stays(town):
    here, there = sign_in("officer"), sign_in("officer")
    new = "Tuzi-9ceng-Yuexia"

    sent = {"old_password": PASSWORD, "new_password": new, "new_password_again": new}
    assert here.post("/desk/units/password/", sent).status_code == 302

    assert opens_the_desk(here)
    assert not opens_the_desk(there)
    listed = here.get("/desk/account/").context["sessions"]
    assert [row.is_this for row in listed] == [True]


def test_when_the_password_is_reset_then_no_login_stays(town):
    client = sign_in("officer")

    units.reset_password(
        user=town.people["officer"], reason="x", by=town.people["security"], now=town.now
    )

    assert not opens_the_desk(client)


def test_given_the_desk_then_its_pages_carry_the_warning_and_the_login_does_not(town, limited):
    client = Client()
    client.force_login(town.people["officer"])

    assert re.search(r'id="idle"[^>]*data-limit="1800"', client.get("/").content.decode())


def test_given_sessions_past_their_time_then_the_night_drops_them_and_the_others_stay(town):
    sign_in("officer")
    kept = sign_in("reviewer")
    ended = UserSession.objects.get(user=town.people["officer"])
    Session.objects.filter(session_key=ended.session_key).update(expire_date=town.now)

    assert sessions.forget_ended(now=clock.now()) == 1

    assert UserSession.objects.get().user == town.people["reviewer"]
    assert opens_the_desk(kept)
