"""Passwords: changed by oneself, reset by the security administrator, never in the trail."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from town import PASSWORD
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.core.units.passwords import AdminsPassword, OwnPassword, PasswordSame, PasswordWrong

NEW = "bridge-over-water-2026"


def reset(town, username="officer", by="security"):
    return units.reset_password(
        user=town.people[username], reason="忘记密码", by=town.people[by], now=town.now
    )


def signed_in(username: str, password: str) -> Client:
    """A browser after the login page, signed in or not."""
    client = Client()
    client.post("/login/", {"username": username, "password": password})
    return client


def change_at_desk(client: Client, old: str, new: str = NEW, again: str | None = None):
    sent = {
        "old_password": old,
        "new_password": new,
        "new_password_again": new if again is None else again,
    }
    return client.post("/desk/units/password/", sent)


def opens_the_desk(client: Client) -> bool:
    return client.get("/").status_code == 200


# --- One's own -----------------------------------------------------------------------------


def test_when_changed_at_the_desk_then_the_new_one_holds_and_the_trail_says_so(town):
    here, elsewhere = signed_in("officer", PASSWORD), signed_in("officer", PASSWORD)

    assert change_at_desk(here, PASSWORD).status_code == 302

    assert opens_the_desk(here)
    assert not opens_the_desk(elsewhere)
    assert opens_the_desk(signed_in("officer", NEW))
    assert not opens_the_desk(signed_in("officer", PASSWORD))
    entry = audit.Entry.objects.filter(action="units.password_changed").get()
    assert (entry.actor, entry.object_uid) == (
        town.people["officer"],
        str(town.people["officer"].uid),
    )


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", NEW, NEW, "原密码不正确"),
        (PASSWORD, PASSWORD, PASSWORD, "不能与原密码相同"),
        (PASSWORD, "1234567890123", "1234567890123", "数字"),
        (PASSWORD, NEW, NEW + "x", "不一致"),
    ],
)
def test_given_a_bad_entry_then_the_password_stays_and_the_page_says_why(
    town, old, new, again, said
):
    client = signed_in("officer", PASSWORD)

    answer = change_at_desk(client, old, new, again)

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert NEW not in answer.content.decode()
    assert User.objects.get(username="officer").check_password(PASSWORD)
    assert not audit.Entry.objects.filter(action="units.password_changed").exists()


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("wrong", NEW, PasswordWrong),
        (PASSWORD, PASSWORD, PasswordSame),
        (PASSWORD, "short", ValidationError),
    ],
)
def test_the_service_refuses_the_same(town, old, new, refusal):
    with pytest.raises(refusal):
        units.change_password(user=town.people["officer"], old=old, new=new, now=town.now)


def test_given_a_login_that_ended_meanwhile_then_the_page_does_not_show_what_was_typed(town):
    answer = change_at_desk(Client(), PASSWORD)

    assert answer.status_code in (302, 403)
    assert not any(word in answer.content.decode() for word in (PASSWORD, NEW))


def test_given_the_account_page_then_it_leads_to_ours_and_changes_no_password_itself(town):
    client = signed_in("officer", PASSWORD)

    page = client.get("/account/").content.decode()
    sent = {f"password-{name}": NEW for name in ("new_password1", "new_password2")}
    client.post("/account/", sent | {"password-old_password": PASSWORD})

    assert "/desk/units/password/" in page
    assert "password-new_password1" not in page
    assert User.objects.get(username="officer").check_password(PASSWORD)


# --- A forgotten one -----------------------------------------------------------------------


def test_when_reset_at_the_desk_then_the_one_time_password_is_shown_and_must_be_changed(town):
    before, security = signed_in("officer", PASSWORD), signed_in("security", PASSWORD)
    address = f"/desk/units/people/{town.people['officer'].uid}/password/"
    assert address in security.get("/desk/units/people/").content.decode()

    shown = security.post(address, {"reason": "忘记密码，已当面核实"}).content.decode()
    password = re.search(r"<code>(.+?)</code>", shown)[1]

    assert not opens_the_desk(before)
    client = signed_in("officer", password)
    for path in ("/", "/desk/articles/", "/account/"):
        assert client.get(path)["Location"] == "/desk/units/password/"
    assert "一次性密码" in client.get("/desk/units/password/").content.decode()
    # A second login finds the same: checking the password did not store it anew.
    assert not opens_the_desk(signed_in("officer", password))

    assert change_at_desk(client, password).status_code == 302
    assert opens_the_desk(client)
    assert opens_the_desk(signed_in("officer", NEW))


def test_when_reset_then_the_trail_has_who_and_why_and_no_password(town):
    password = reset(town)

    entry = audit.Entry.objects.filter(action="units.password_reset").get()
    assert (entry.actor, entry.reason) == (town.people["security"], "忘记密码")
    assert entry.object_uid == str(town.people["officer"].uid)
    assert password not in str(vars(entry))
    assert (entry.before, entry.after) == ({}, {})


@pytest.mark.parametrize(
    ("username", "refusal"),
    [("security", OwnPassword), ("system", AdminsPassword), ("auditor", AdminsPassword)],
)
def test_given_the_own_or_another_administrators_password_then_a_reset_is_refused(
    town, username, refusal
):
    with pytest.raises(refusal):
        reset(town, username)

    assert User.objects.get(username=username).check_password(PASSWORD)


def test_given_a_locked_account_when_reset_then_it_opens(town, settings):
    settings.AXES_ENABLED = True
    for _time in range(5):
        signed_in("officer", "wrong")
    assert signed_in("officer", PASSWORD).get("/desk/units/password/").status_code == 302

    password = reset(town)

    assert signed_in("officer", password).get("/desk/units/password/").status_code == 200


def test_given_a_password_set_by_the_one_who_opened_the_account_then_it_must_be_changed(town):
    system = signed_in("system", PASSWORD)

    system.post(
        "/desk/units/people/new/",
        {"username": "xinren", "name": "新人", "unit": town.bureau.pk, "password": NEW},
    )

    assert User.objects.get(username="xinren").has_one_time_password
    assert User.objects.get(username="xinren").check_password(NEW)


def test_one_time_passwords_differ_and_have_no_signs_that_look_alike():
    passwords = {units.new_password() for _time in range(100)}

    assert len(passwords) == 100
    assert all(re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", p) for p in passwords)


# --- At the server -------------------------------------------------------------------------


def test_when_changed_at_the_server_then_it_is_one_time_and_in_the_trail(town, capsys):
    call_command("changepassword", "auditor", reason="忘记密码，单位负责人批准")

    password = re.search(r"一次性密码：(\S+)", capsys.readouterr().out)[1]
    auditor = User.objects.get(username="auditor")
    assert auditor.check_password(password)
    assert auditor.has_one_time_password
    entry = audit.Entry.objects.filter(action="units.password_reset").get()
    assert (entry.actor, entry.reason) == (None, "忘记密码，单位负责人批准")


@pytest.mark.django_db
def test_given_nobody_of_that_name_then_the_command_says_so():
    with pytest.raises(CommandError, match="没有用户名为“nobody”的用户"):
        call_command("changepassword", "nobody")
