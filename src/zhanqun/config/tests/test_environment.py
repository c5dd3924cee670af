"""What operators set from outside, and what they are told when it is missing."""

import os
import stat
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from zhanqun.config import environment


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://app:p%40ss@db.local:6432/zhanqun",
            environment.Database("zhanqun", "app", "p@ss", "db.local", "6432"),
        ),
        (
            "postgresql://app@/zhanqun?host=/run/postgresql",
            environment.Database("zhanqun", "app", "", "/run/postgresql", ""),
        ),
    ],
)
def test_database_addresses(url, expected):
    assert environment.database(url) == expected


@pytest.mark.parametrize("url", ["", "mysql://app@host/name", "postgresql://app@host"])
def test_given_any_other_address_then_it_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", environment.MailServer()),
        ("smtp://mail.local", environment.MailServer("mail.local", 25)),
        (
            "smtp+tls://zhan%40qun:p%2Fw@mail.local",
            environment.MailServer("mail.local", 587, "zhan@qun", "p/w", starts_tls=True),
        ),
        ("smtps://mail.local:4650", environment.MailServer("mail.local", 4650, is_tls=True)),
    ],
)
def test_mail_server_addresses(url, expected):
    assert environment.mail_server(url) == expected


@pytest.mark.parametrize("url", ["mail.local", "http://mail.local", "smtp://"])
def test_given_any_other_mail_server_then_it_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="ZHANQUN_SMTP_URL"):
        environment.mail_server(url)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ZHANQUN_SMTP_URL": "smtp://mail.local"}, "缺少环境变量 ZHANQUN_MAIL_FROM"),
        ({"ZHANQUN_DIGEST_AT": "半夜"}, "ZHANQUN_DIGEST_AT 须为一天中的时刻"),
    ],
)
def test_given_mail_that_is_set_up_by_halves_then_start_up_says_what_is_missing(values, words):
    failed = start("zhanqun.config.settings.test", {"ZHANQUN_MAIL_FROM": ""} | values)

    assert failed.returncode == 1
    assert words in failed.stderr


@pytest.mark.parametrize(
    "missing",
    [
        "ZHANQUN_SECRET_KEY",
        "ZHANQUN_ALLOWED_HOSTS",
        "ZHANQUN_DESK_HOST",
        "ZHANQUN_CLAMD",
        "DATABASE_URL",
    ],
)
def test_given_production_without_a_value_then_start_up_says_which_in_both_languages(missing):
    complete = {
        "ZHANQUN_SECRET_KEY": "x" * 50,
        "ZHANQUN_ALLOWED_HOSTS": "desk.example,www.example",
        "ZHANQUN_DESK_HOST": "desk.example",
        "ZHANQUN_CLAMD": "/run/clamav/clamd.ctl",
        "DATABASE_URL": "postgresql://app@127.0.0.1/zhanqun",
        "ZHANQUN_MANIFEST_KEY": __file__,
    }

    assert start("zhanqun.config.settings.production", complete).returncode == 0
    failed = start("zhanqun.config.settings.production", complete | {missing: ""})

    assert failed.returncode == 1
    assert f"缺少环境变量 {missing}" in failed.stderr
    assert f"The environment variable {missing} is not set" in failed.stderr


def test_given_no_key_for_the_manifest_then_start_up_says_how_to_make_it(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="openssl genpkey -algorithm ed25519"):
        environment.key_file(tmp_path / "key.pem")


@pytest.mark.parametrize(
    "address", ["off", "/run/clamav/clamd.ctl", "127.0.0.1:3310", "[::1]:3310"]
)
def test_given_an_address_of_the_scanner_then_it_is_taken(address):
    assert environment.scanner(address) == address


@pytest.mark.parametrize("address", ["", "on", "clamd", "clamd:", "关"])
def test_given_no_address_of_a_scanner_then_start_up_says_what_to_set(address):
    with pytest.raises(ImproperlyConfigured, match="ZHANQUN_CLAMD"):
        environment.scanner(address)


def start(settings: str, values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"import {settings}"],
        env=os.environ | values,
        capture_output=True,
        text=True,
        check=False,
    )


def test_given_a_kept_secret_then_it_is_made_once_and_only_we_may_read_it(tmp_path):
    path = tmp_path / "var" / "secret-key"

    first, second = environment.kept_secret(path), environment.kept_secret(path)

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_given_an_owner_then_the_application_role_is_the_other_one():
    from zhanqun.config.settings.base import application_role

    app, owner = "postgresql://app@h/d", "postgresql://owner@h/d"

    assert application_role(app, owner) == "app"
    assert application_role(app, "") == ""
    assert application_role(app, app) == ""
