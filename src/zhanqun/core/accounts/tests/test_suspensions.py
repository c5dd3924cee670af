"""Suspended accounts: not used for long, or stopped; told, listed, lifted."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from town import PASSWORD
from zhanqun.core.accounts import factors, suspensions
from zhanqun.core.accounts.models import Suspension
from zhanqun.core.accounts.policies import OwnAccount
from zhanqun.core.accounts.suspensions import NotSuspended, SuspendedAlready, suspend_dormant
from zhanqun.core.accounts.tests.people import acts, enrol_phone, opens_the_desk, sign_in
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User


@pytest.fixture(autouse=True)
def after_ninety_days(settings):
    settings.ZHANQUN_DORMANT_DAYS = 90


def last_here(username: str, days_ago: int) -> None:
    moment = timezone.now() - timedelta(days=days_ago)
    User.objects.filter(username=username).update(last_login=moment, date_joined=moment)


def said_at_login(username: str, password: str = PASSWORD) -> str:
    sent = {"username": username, "password": password}
    return Client().post("/login/", sent).content.decode()


def suspend(town, person="officer", by="security"):
    return suspensions.suspend(
        user=town.people[person], reason="借调", by=town.people[by], now=town.now
    )


def lift(town, person="officer", by="security"):
    return suspensions.lift(
        user=town.people[person], reason="回来", by=town.people[by], now=timezone.now()
    )


def test_given_ninety_days_without_a_login_then_the_account_is_suspended_and_told_so(town):
    last_here("officer", 90)
    last_here("reviewer", 89)

    assert suspend_dormant(now=timezone.now()) == 1

    assert "已停用（长期未登录）" in said_at_login("officer")
    assert "已停用" not in said_at_login("officer", "wrong")
    assert opens_the_desk(sign_in("reviewer"))
    entry = audit.Entry.objects.get(action="accounts.suspended")
    assert (entry.actor, entry.reason) == (None, "90天未登录")


def test_given_a_second_run_then_nothing_happens_twice(town):
    last_here("officer", 200)

    assert [suspend_dormant(now=timezone.now()) for _night in range(2)] == [1, 0]
    assert Suspension.objects.count() == 1


def test_given_an_account_never_used_then_it_counts_from_its_opening(town):
    moment = timezone.now() - timedelta(days=91)
    User.objects.filter(username="stranger").update(date_joined=moment)

    suspend_dormant(now=timezone.now())

    assert Suspension.objects.get().user == town.people["stranger"]


def test_when_lifted_then_the_person_logs_in_and_is_not_suspended_the_next_night(town):
    last_here("officer", 200)
    suspend_dormant(now=timezone.now())

    security = sign_in("security")
    address = f"/desk/accounts/{town.people['officer'].uid}/"
    assert "恢复账号" in security.get(address).content.decode()
    security.post(address + "lift/", {"reason": "休产假回来，已核实"})

    assert suspend_dormant(now=timezone.now()) == 0
    assert opens_the_desk(sign_in("officer"))
    entry = audit.Entry.objects.get(action="accounts.suspension_lifted")
    assert (entry.actor, entry.reason) == (town.people["security"], "休产假回来，已核实")


def test_when_suspended_by_decision_then_its_logins_end(town):
    client = sign_in("officer")

    suspend(town)

    assert not opens_the_desk(client)
    assert "已停用（安全管理员停用）" in said_at_login("officer")
    with pytest.raises(SuspendedAlready):
        suspend(town)


def test_given_a_form_open_while_suspended_then_its_text_comes_back(town):
    client = sign_in("officer")
    suspend(town)

    answer = client.post("/desk/articles/new/", {"title": "没写完的稿件"})

    assert answer.status_code == 403
    assert "没写完的稿件" in answer.content.decode()


def test_given_no_office_or_the_own_account_then_it_is_refused(town):
    for other in ("system", "auditor", "manager", "officer"):
        with pytest.raises(units.NotAllowed):
            suspend(town, by=other)
    with pytest.raises(OwnAccount):
        suspend(town, "security")
    with pytest.raises(NotSuspended):
        lift(town)
    suspend(town)
    for other in ("system", "auditor", "manager"):
        with pytest.raises(units.NotAllowed):
            lift(town, by=other)


def test_given_accounts_whose_posts_have_all_ended_then_they_are_listed(town):
    post = town.people["officer"].appointments.get()
    units.end_appointment(
        appointment=post,
        last_day=(timezone.now() - timedelta(days=2)).date(),
        by=town.people["security"],
        now=timezone.now(),
    )

    listed = sign_in("security").get("/desk/accounts/?state=no_post").context["rows"]

    assert [row.username for row, *_rest in listed] == ["officer"]


def test_given_what_is_missing_then_the_list_of_accounts_can_be_narrowed_to_it(town):
    suspend(town)
    enrol_phone(sign_in("signer"))
    security = sign_in("security")

    def names(state):
        rows = security.get(f"/desk/accounts/?state={state}").context["rows"]
        return {row.username for row, *_rest in rows}

    assert names("suspended") == {"officer"}
    needing = {"chief", "manager", "bureau_manager", "secrecy", "system", "security", "auditor"}
    assert names("no_factor") == needing
    assert names("") == set(town.people)
    assert names("&q=signer") == {"signer"}


def test_given_many_accounts_then_the_list_asks_as_often_as_for_few(
    town, django_assert_max_num_queries
):
    security = sign_in("security")
    security.get("/desk/accounts/")

    with django_assert_max_num_queries(12):
        security.get("/desk/accounts/")


# --- When nobody at the desk can help ------------------------------------------------------


def test_given_a_security_administrator_who_is_out_then_the_server_lets_them_in_again(
    town, capsys, settings
):
    settings.AXES_ENABLED = True
    settings.ZHANQUN_SECOND_FACTOR = "roles"
    enrol_phone(sign_in("security"))
    last_here("security", 100)
    suspend_dormant(now=timezone.now())
    for _time in range(5):
        sign_in("security", "wrong")

    call_command("accounts_rescue", "security", reason="手机遗失，分管领导批准")

    password = capsys.readouterr().out.split("一次性密码：")[1].split()[0]
    client = sign_in("security", password)
    assert client.get("/")["Location"] == "/desk/units/password/"
    assert not factors.is_enrolled(town.people["security"])
    done = {"accounts.suspension_lifted", "accounts.factors_reset", "units.password_reset"}
    assert set(acts("accounts.", "units.password")) >= done
    entries = audit.Entry.objects.filter(action__in=done)
    assert {(entry.actor, entry.reason) for entry in entries} == {(None, "手机遗失，分管领导批准")}


@pytest.mark.django_db
def test_given_nobody_of_that_name_then_the_command_says_so():
    with pytest.raises(CommandError, match="没有用户名为“nobody”的用户"):
        call_command("accounts_rescue", "nobody", reason="x")
