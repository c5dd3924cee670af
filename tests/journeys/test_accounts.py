"""Accounts in the browser: log in, enrol a phone and a security key, be warned, secure others."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from journeys.conftest import DESK_HOST, WIDTHS, RunningTown
from journeys.steps import follow
from town import PASSWORD
from zhanqun.core.units import api as units
from zhanqun.foundation import clock

pytestmark = pytest.mark.browser


@pytest.fixture
def fresh(running_town: RunningTown) -> Iterator[Any]:
    """A browser that nobody is logged in with."""
    opened = []

    def new_page(**how: Any) -> Any:
        context = running_town.browser.new_context(
            base_url=f"http://{DESK_HOST}:{running_town.port}",
            viewport={"width": WIDTHS[-1], "height": 900},
            reduced_motion="reduce",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **how,
        )
        opened.append(context)
        return context.new_page()

    yield new_page
    for context in opened:
        context.close()


@pytest.fixture
def newcomer(running_town: RunningTown) -> Any:
    """An account of this test's own, so that nobody else is asked for its second factor."""

    def add(username: str) -> str:
        town = running_town.town
        person = units.add_user(
            username=username,
            name=f"新人{username[-1]}",
            unit=town.bureau,
            password=PASSWORD,
            by=None,
            now=clock.now(),
        )
        units.appoint(
            user=person,
            role=units.Role.INFORMATION_OFFICER,
            scope=("unit", town.bureau.pk),
            valid_from=clock.day_of(clock.now()),
            by=None,
            now=clock.now(),
        )
        return username

    return add


def code_on(page: Any) -> str:
    """What the phone shows that typed in the secret of this page."""
    secret = page.locator(".a-secret").inner_text().replace(" ", "")
    step = list(yield_hotp_counters_from_time())[1]
    return format_hotp_value(hotp_value(secret, step))


def first_step(page: Any, username: str, password: str = PASSWORD) -> None:
    page.goto("/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    follow(page.get_by_role("button", name="登录", exact=True))


def with_security_key(page: Any) -> Any:
    """Plug a key into this browser, as its debugging channel allows."""
    channel = page.context.new_cdp_session(page)
    channel.send("WebAuthn.enable")
    channel.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "usb",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return channel


def test_a_phone_is_enrolled_by_keyboard_and_asked_for_at_the_next_login(fresh, newcomer, look):
    newcomer("xinren-1")
    page = fresh()
    page.goto("/desk/articles/")
    look(page, "login")
    # The first field has the focus: nobody needs a mouse.
    page.keyboard.type("xinren-1")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    page.get_by_text("用户名或密码不正确。").wait_for()
    look(page, "login-wrong")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/articles/")

    page.goto("/desk/account/second-factor/")
    look(page, "enrol")
    follow(page.get_by_role("link", name="登记手机验证码"), "Enter")
    page.get_by_role("heading", name="登记手机验证码").wait_for()
    look(page, "totp")
    page.get_by_label("手机上显示的6位验证码").fill("000000")
    page.keyboard.press("Enter")
    page.get_by_text("验证码不正确").wait_for()
    page.get_by_label("手机上显示的6位验证码").fill(code_on(page))
    page.keyboard.press("Enter")
    page.get_by_text("恢复码只显示这一次").wait_for()
    look(page, "codes")
    codes = page.locator(".a-codes code").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载").click()
    saved = download.value.path().read_text(encoding="utf-8")
    assert [code for code in codes if code not in saved] == []
    page.goto("/desk/account/")
    page.get_by_text("还剩10个").wait_for()
    look(page, "mine")

    other = fresh()
    first_step(other, "xinren-1")
    other.get_by_role("heading", name="第二步验证").wait_for()
    look(other, "second-factor")
    other.keyboard.type(codes[0])
    other.keyboard.press("Enter")
    other.get_by_text("还剩9个").wait_for()


def test_a_security_key_is_enrolled_and_opens_the_desk(fresh, newcomer, look):
    newcomer("xinren-2")
    page = fresh()
    with_security_key(page)
    first_step(page, "xinren-2")
    page.goto("/desk/account/second-factor/keys/")
    look(page, "key")
    page.get_by_label("名称").fill("办公室密钥")
    follow(page.get_by_role("button", name="开始登记"))
    page.get_by_text("安全密钥已登记").wait_for()

    page.goto("/desk/account/")
    page.get_by_text("办公室密钥").first.wait_for()
    page.context.clear_cookies()
    first_step(page, "xinren-2")
    page.get_by_role("button", name="用安全密钥验证").wait_for()
    look(page, "second-factor-key")
    follow(page.get_by_role("button", name="用安全密钥验证"), "Enter")
    page.get_by_role("heading", name="工作台").wait_for()


def test_a_security_key_of_somebody_else_opens_nothing(fresh, newcomer):
    newcomer("xinren-3")
    owner = fresh()
    with_security_key(owner)
    first_step(owner, "xinren-3")
    owner.goto("/desk/account/second-factor/keys/")
    follow(owner.get_by_role("button", name="开始登记"))
    owner.get_by_text("安全密钥已登记").wait_for()

    other = fresh()
    with_security_key(other)
    first_step(other, "xinren-3")
    other.get_by_role("button", name="用安全密钥验证").click()

    other.get_by_text("没有验证成功").wait_for()
    other.goto("/")
    assert "/login/" in other.url


def test_without_scripts_a_code_still_opens_the_desk(fresh, newcomer):
    newcomer("xinren-4")
    page = fresh(java_script_enabled=False)
    first_step(page, "xinren-4")
    page.goto("/desk/account/second-factor/totp/")
    page.get_by_label("手机上显示的6位验证码").fill(code_on(page))
    follow(page.get_by_role("button", name="确认登记"))
    page.get_by_text("恢复码只显示这一次").wait_for()
    code = page.locator(".a-codes code").first.inner_text()

    page.context.clear_cookies()
    first_step(page, "xinren-4")
    page.get_by_label("验证码").fill(code)
    follow(page.get_by_role("button", name="验证", exact=True))
    page.get_by_text("还剩9个").wait_for()


def test_the_security_administrator_sees_everybody_and_ends_a_session(fresh, newcomer, desk, look):
    newcomer("xinren-5")
    officer = fresh()
    first_step(officer, "xinren-5")
    page = desk("security")
    page.goto("/desk/accounts/")
    look(page, "accounts")
    page.get_by_label("姓名或用户名").fill("xinren-5")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=xinren-5**")
    row = page.get_by_role("row").filter(has_text="xinren-5")
    follow(row.get_by_role("link"))
    page.get_by_role("heading", name=re.compile("账号安全：")).wait_for()
    look(page, "account")
    follow(page.get_by_role("link", name="强制退出"))
    look(page, "account-act")
    page.get_by_label("原因").fill("电脑失窃")
    follow(page.get_by_role("button", name="确定"))
    page.get_by_text("已强制退出").wait_for()

    officer.goto("/desk/articles/")
    assert "/login/" in officer.url


def test_the_desk_warns_before_an_idle_login_ends(fresh, newcomer, look, accessibility_faults):
    newcomer("xinren-6")
    page = fresh()
    page.clock.install()
    first_step(page, "xinren-6")
    page.goto("/desk/articles/new/")
    page.get_by_label("标题").first.fill("没写完的稿件")

    page.clock.fast_forward(118 * 60 * 1000 + 5_000)
    dialog = page.get_by_role("dialog", name="您还在吗？")
    dialog.wait_for()
    assert accessibility_faults(page) == []
    page.clock.run_for(10_000)
    assert re.search(r"1\d\d秒后", dialog.inner_text())
    page.keyboard.press("Enter")
    dialog.wait_for(state="detached")

    page.clock.fast_forward(121 * 60 * 1000)
    ended = page.get_by_role("dialog", name="登录已结束")
    ended.wait_for()
    assert page.get_by_label("标题").first.input_value() == "没写完的稿件"
    page.keyboard.press("Escape")
    ended.wait_for(state="detached")
