"""Next year's notice, from the paste to the picture of the year, and back."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from journeys.steps import follow
from zhanqun.core.workcalendar.tests.test_services import NOTICE_2027

pytestmark = pytest.mark.browser


def test_given_a_pasted_notice_then_the_supervisor_compares_confirms_and_may_take_it_back(
    desk: Callable[..., Any], look: Callable[[Any, str], None]
):
    page = desk("supervisor")
    page.goto("/desk/calendar/notices/new/")
    page.get_by_label("通知全文").fill(NOTICE_2027.replace("6月9日（周三）", "6月9日（周四）"))
    follow(page.get_by_role("button", name="先看看会怎样"), "Enter")

    page.get_by_text("6月9日写作星期四，实为星期三。").wait_for()
    look(page, "calendar-preview")
    follow(page.get_by_role("button", name="确认生效"))
    page.get_by_text("通知有1处疑点").wait_for()
    page.get_by_label("已对照原文核对").check()
    follow(page.get_by_role("button", name="确认生效"), "Enter")
    page.get_by_text("23天有变化").wait_for()
    look(page, "calendar-notice")

    page.goto("/desk/calendar/?year=2027")
    february = page.get_by_role("table", name="2月 工作日16天")
    assert february.get_by_role("cell", name=re.compile(r"^5\s*春节放假")).count() == 1
    assert page.get_by_text("尚未录入").count() == 0
    look(page, "calendar-year")

    follow(page.get_by_role("link", name="关于2027年部分节假日安排的通知"))
    page.get_by_text("录错了？撤回这份通知").click()
    page.get_by_label("撤回原因").fill("试录")
    follow(page.get_by_role("button", name="撤回", exact=True))
    page.get_by_text("以下日期不再有效").wait_for()
    page.goto("/desk/calendar/?year=2027")
    assert page.get_by_text("2027年的放假安排尚未录入").count() == 1
