"""A home is arranged by one, previewed, released by another; its file is another then."""

from collections.abc import Callable
from typing import Any

import pytest

from journeys.conftest import BUREAU, RunningTown
from journeys.steps import follow
from zhanqun.content.pages import api as pages

pytestmark = pytest.mark.browser


def test_given_a_home_arranged_without_scripts_when_another_releases_then_its_file_changes(
    running_town: RunningTown, desk: Callable[..., Any], look: Callable[[Any, str], None]
):
    row = pages.home_arrangement(running_town.town.bureau_site)
    other_page = running_town.file(BUREAU, "/404.html")
    before = other_page.stat().st_mtime_ns
    page = desk("bureau_manager", scripts=False)
    page.goto(f"/desk/pages/{row.uid}/")
    page.select_option("#kind", label="文字")
    page.select_option("#after", label="最前")
    follow(page.locator("button:has-text('加入')"))
    field = page.locator("textarea[name$='-text']").get_attribute("name")
    page.fill(f"[name='{field}']", "办事大厅周六照常开放。")
    page.fill(f"[name='{field.replace('-text', '-title')}']", "便民公告")
    follow(page.locator("button:has-text('下移') >> nth=0"))
    look(page, "arrangement-filled")
    follow(page.locator(".d-buttons button:has-text('保存草稿')"))
    assert page.locator("text=这一版是您保存的").count() == 1
    page.frame_locator("iframe").locator("text=办事大厅周六照常开放").wait_for()
    assert "办事大厅周六" not in running_town.file(BUREAU, "/").read_text(encoding="utf-8")

    other = desk("signer")
    other.goto(f"/desk/pages/{row.uid}/preview/")
    look(other, "arrangement-preview")
    follow(other.locator("button:has-text('发布这一版')"))

    text = running_town.wait_for(BUREAU, "/", shows="办事大厅周六照常开放。")
    assert "便民公告" in text
    assert other_page.stat().st_mtime_ns == before
