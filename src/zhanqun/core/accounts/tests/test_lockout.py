"""Locked accounts: counted, told, listed, unlocked."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client

from town import PASSWORD
from zhanqun.core.accounts import lockout
from zhanqun.core.accounts.policies import OwnAccount
from zhanqun.core.accounts.tests.people import acts, opens_the_desk, sign_in
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units


@pytest.fixture(autouse=True)
def counting(settings):
    settings.AXES_ENABLED = True


def try_in_vain(username: str, times: int = 5, address: str = "127.0.0.1"):
    client = Client(REMOTE_ADDR=address)
    sent = {"username": username, "password": "wrong"}
    return [client.post("/login/", sent) for _time in range(times)]


def test_given_five_wrong_passwords_then_the_account_is_locked_and_the_page_says_how_long(town):
    answers = try_in_vain("officer")

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "再错1次" in answers[3].content.decode()
    assert "请30分钟后再登录" in answers[4].content.decode()
    right = Client().post("/login/", {"username": "officer", "password": PASSWORD})
    assert right.status_code == 429
    assert not opens_the_desk(sign_in("officer"))


def test_given_another_address_then_a_colleague_cannot_be_locked_out_from_there(town):
    try_in_vain("officer", address="10.0.0.9")

    assert opens_the_desk(sign_in("officer"))


def test_given_slow_guessing_from_many_addresses_then_the_username_is_locked_everywhere(
    town, settings
):
    settings.ZHANQUN_LOCK_EVERYWHERE = 12
    for number in range(3):
        try_in_vain("officer", times=4, address=f"10.0.0.{number}")

    assert not opens_the_desk(sign_in("officer"))
    assert opens_the_desk(sign_in("reviewer"))


def test_given_half_an_hour_then_the_lock_is_over(town):
    try_in_vain("officer")
    earlier = AccessAttempt.objects.get().attempt_time - timedelta(minutes=31)
    AccessAttempt.objects.update(attempt_time=earlier)

    assert opens_the_desk(sign_in("officer"))


def test_given_attempts_while_locked_then_the_lock_does_not_grow_and_the_trail_has_it_once(town):
    try_in_vain("officer", times=9)

    entry = audit.Entry.objects.get(action="accounts.locked")
    assert (entry.actor, entry.object_uid) == (None, str(town.people["officer"].uid))
    assert entry.after == {"address": "127.0.0.1", "minutes": 30}
    assert AccessAttempt.objects.get().failures_since_start == 5


def test_given_a_username_of_nobody_then_it_is_locked_too_and_nothing_tells_them_apart(town):
    answers = try_in_vain("nobody")
    real = try_in_vain("officer")

    assert [a.status_code for a in answers] == [a.status_code for a in real]
    assert "用户名或密码不正确" in answers[0].content.decode()
    assert acts("accounts.locked") == ["accounts.locked"]


def test_given_the_password_typed_then_nothing_of_it_is_kept_with_the_failures(town):
    Client().post("/login/", {"username": "officer", "password": "almost-right"})

    assert "almost-right" not in str(list(AccessAttempt.objects.values()))


def test_when_the_security_administrator_unlocks_then_the_person_may_log_in_at_once(town):
    try_in_vain("officer")
    security = sign_in("security")
    address = f"/desk/accounts/{town.people['officer'].uid}/"
    assert "officer" in security.get("/desk/accounts/?state=locked").content.decode()

    security.post(address + "unlock/", {"reason": "忘记大小写，已核实"})

    assert opens_the_desk(sign_in("officer"))
    entry = audit.Entry.objects.get(action="accounts.unlocked")
    assert (entry.actor, entry.reason) == (town.people["security"], "忘记大小写，已核实")
    assert "没有这样的账号" in security.get("/desk/accounts/?state=locked").content.decode()


def test_given_no_lock_or_no_office_then_unlocking_is_refused(town):
    def unlock(person, by):
        lockout.unlock(user=town.people[person], reason="x", by=town.people[by], now=town.now)

    with pytest.raises(lockout.NotLocked):
        unlock("officer", "security")
    try_in_vain("officer")
    with pytest.raises(OwnAccount):
        unlock("security", "security")
    for other in ("system", "auditor", "manager", "officer"):
        with pytest.raises(units.NotAllowed):
            unlock("officer", other)
