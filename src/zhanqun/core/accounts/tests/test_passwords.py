"""New passwords: what they must be, how long they last, which are used up."""

from datetime import timedelta

import pytest
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.test import Client

from town import PASSWORD
from zhanqun.core.accounts import api as accounts
from zhanqun.core.accounts.tests.people import opens_the_desk, sign_in
from zhanqun.core.units import api as units
from zhanqun.core.units.models import OldPassword
from zhanqun.core.units.passwords import PasswordUsed
from zhanqun.foundation import clock

GOOD = (
    "Tuzi-9ceng-Yuexia",
    "bridge-Over-water-7",
    "Lan2kuai!Xiangpi",
    "kR7#vTq2pX",
    "Mx7!nubel-Trok",
)


def faults(password: str, user=None) -> list[str]:
    try:
        password_validation.validate_password(password, user)
    except ValidationError as refusal:
        return refusal.messages
    return []


def change(town, old: str, new: str, now=None):
    return units.change_password(user=town.people["officer"], old=old, new=new, now=now or town.now)


def test_given_several_faults_then_all_are_told_at_once_in_chinese(town):
    found = faults("jtysj", town.people["officer"])

    assert len(found) == 3
    assert any("至少8位" in fault for fault in found)
    assert any("四种里至少用三种" in fault for fault in found)
    assert any("太容易猜" in fault for fault in found)
    assert all("password" not in fault.lower() for fault in found)


@pytest.mark.parametrize(
    "password", ["Jiaotong@2026", "Officer-2026", "Qyszfw-2026", "Xinxiyuan!123"]
)
def test_given_the_persons_unit_name_or_the_site_then_a_password_is_refused(town, password):
    assert any(
        "太容易猜" in fault or "相似" in fault for fault in faults(password, town.people["officer"])
    )


def test_given_the_names_of_the_sites_then_upper_rooms_have_added_them(town):
    named = [name for _room, listed in accounts.more_names for name in listed()]

    assert {"青云市人民政府", "青云市政府网", "市交通运输局"} <= set(named)


def test_given_the_page_then_it_says_what_is_asked(town):
    client = Client()
    client.force_login(town.people["officer"])

    page = client.get("/desk/units/password/").content.decode()

    assert "四种里至少用三种" in page
    assert "键盘顺序" in page


# --- Age -----------------------------------------------------------------------------------


def test_given_ninety_days_then_the_password_must_be_changed_first(town, settings):
    settings.ZHANQUN_PASSWORD_DAYS = 90
    with clock.fixed(town.now + timedelta(days=90)):
        assert opens_the_desk(sign_in("officer"))
    with clock.fixed(town.now + timedelta(days=91)):
        client = sign_in("officer")
        for path in ("/", "/desk/articles/"):
            assert client.get(path)["Location"] == "/desk/units/password/", path
        assert "超过有效期" in client.get("/desk/units/password/").content.decode()
        sent = {
            "old_password": PASSWORD,
            "new_password": GOOD[0],
            "new_password_again": GOOD[0],
        }
        client.post("/desk/units/password/", sent)
        assert opens_the_desk(client)


@pytest.mark.parametrize(("days", "said"), [(79, ""), (80, "还有10天到期"), (90, "还有0天到期")])
def test_given_ten_days_before_then_the_first_screen_says_so(town, settings, days, said):
    settings.ZHANQUN_PASSWORD_DAYS = 90
    with clock.fixed(town.now + timedelta(days=days)):
        page = sign_in("officer").get("/").content.decode()

    assert ("天到期" in page) == bool(said)
    assert said in page


# --- History -------------------------------------------------------------------------------


def test_given_the_last_five_then_none_of_them_is_taken_again(town):
    old = PASSWORD
    for new in GOOD:
        change(town, old, new)
        old = new

    for used in GOOD[:-1]:
        with pytest.raises(PasswordUsed):
            change(town, GOOD[-1], used)
    for new in ("Another-9-Zebra", "Yet-8-Camels-Rest"):
        change(town, old, new)
        old = new
    change(town, old, GOOD[0])
    assert OldPassword.objects.filter(user=town.people["officer"]).count() == 5


def test_given_old_passwords_then_none_is_stored_in_plain_text(town):
    change(town, PASSWORD, GOOD[0])

    stored = OldPassword.objects.get().password
    assert PASSWORD not in stored
    assert "$" in stored
