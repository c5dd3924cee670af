"""The plain rules: who needs what, how long things last, what is easy to guess."""

from datetime import UTC, datetime, timedelta

import pytest

from zhanqun.core.accounts import habits, rules
from zhanqun.core.accounts.validators import classes_in
from zhanqun.core.units.api import Role

NOW = datetime(2026, 6, 16, 1, 0, tzinfo=UTC)
NAMES = ["wangxiaoming", "王小明", "青云市交通运输局", "市交通运输局", "青云市政府网"]


@pytest.mark.parametrize(
    ("role", "is_needed"),
    [
        (Role.SIGNER, True),
        (Role.CHIEF_EDITOR, True),
        (Role.SITE_MANAGER, True),
        (Role.SECRECY_REVIEWER, True),
        (Role.SYSTEM_ADMIN, True),
        (Role.SECURITY_ADMIN, True),
        (Role.AUDIT_ADMIN, True),
        (Role.INFORMATION_OFFICER, False),
        (Role.LIAISON, False),
        (Role.REVIEWER, False),
        (Role.EDITOR, False),
        (Role.SUPERVISOR, False),
    ],
)
def test_who_publishes_or_administers_needs_a_second_factor(role, is_needed):
    assert rules.needs_second_factor({role}, rules.BY_ROLE) == is_needed
    assert rules.needs_second_factor({role}, rules.ALL)
    assert not rules.needs_second_factor({role}, rules.OFF)


@pytest.mark.parametrize(
    ("minutes_since_start", "minutes_since_seen", "fault"),
    [
        (10, 0, ""),
        (60, 30, ""),
        (60, 31, ""),
        (60, 31.1, "idle"),
        (479, 1, ""),
        (480, 1, "age"),
        (480, 100, "age"),
    ],
)
def test_a_login_ends_when_idle_or_too_old(minutes_since_start, minutes_since_seen, fault):
    now = NOW.timestamp()
    limits = rules.SessionLimits(idle_minutes=30, hours=8)

    ended = limits.fault(now - minutes_since_start * 60, now - minutes_since_seen * 60, now)

    assert ended == fault


def test_given_no_limits_then_a_login_lasts():
    assert rules.SessionLimits(0, 0).fault(0, 0, NOW.timestamp()) == ""


@pytest.mark.parametrize(("days", "is_dormant"), [(89, False), (90, True), (200, True)])
def test_an_account_is_dormant_from_ninety_days_on(days, is_dormant):
    assert rules.is_dormant(NOW - timedelta(days=days), NOW, 90) == is_dormant
    assert not rules.is_dormant(NOW - timedelta(days=days), NOW, 0)


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
            "Edge，Windows",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/126.0.0.0 Safari/537.36",
            "Chrome，Linux",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Safari/604.1", "Safari，iPhone"),
        ("curl/8", "其他浏览器"),
        ("", "其他浏览器"),
    ],
)
def test_a_device_is_named_so_that_its_owner_knows_it(user_agent, device):
    assert rules.device_of(user_agent) == device


# What people here do: each has three kinds of character and eight or more of them.
GUESSABLE = (
    "Zhengfu@123",
    "Woaini1314!",
    "WoAiNi520..",
    "Qwer1234!@#$",
    "1qaz@WSX",
    "Aa123456!",
    "Abcd@1234",
    "P@ssw0rd2026",
    "Admin@2026",
    "Admin888888!",
    "Password@1",
    "Wangxiaoming1!",
    "Wxm@19880808",
    "Jtysj@2026",
    "Qingyunshi@123",
    "Beijing@2008",
    "Nanjing_2024",
    "Guanliyuan#1",
    "Aaaa1111!!!!",
    "Abc!Abc!Abc!",
    "Mima5201314!",
    "Zaq12wsx!",
    "Asdf!@#$1234",
    "Zhongguo@1949",
)
GOOD = (
    "Tuzi-9ceng-Yuexia",
    "bridge-Over-water-7",
    "kR7#vTq2pX",
    "Lan2kuai!Xiangpi",
    "Mx7!nubel-Trok",
)


@pytest.mark.parametrize("password", GUESSABLE)
def test_given_the_habits_of_this_country_then_a_password_is_easy_to_guess(password):
    assert habits.surprises_in(password, NAMES) < habits.SURPRISES_MIN


@pytest.mark.parametrize("password", GOOD)
def test_given_words_that_nobody_foresees_then_a_password_is_good(password):
    assert habits.surprises_in(password, NAMES) >= habits.SURPRISES_MIN
    assert classes_in(password) >= 3


@pytest.mark.parametrize(
    ("password", "classes"),
    [("abcdefgh", 1), ("abcd1234", 2), ("Abcd1234", 3), ("Abcd123!", 4), ("密码密码abc1", 3)],
)
def test_kinds_of_character_are_counted(password, classes):
    assert classes_in(password) == classes
