"""A warning from the person at the desk to the reader's page, and off again (预警全程)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from journeys.conftest import BUREAU, PORTAL, RunningTown
from journeys.steps import follow
from zhanqun.content.alerts.api import Alert
from zhanqun.foundation import clock

pytestmark = pytest.mark.browser


def compose(page: Any) -> None:
    page.goto("/desk/alerts/")
    follow(page.get_by_role("link", name="发布预警", exact=True).last)
    page.select_option("[name=kind]", label="台风")
    page.get_by_label("红色（Ⅰ级）").check()
    page.get_by_label("可能影响的范围").fill("沿江三区")
    ends = clock.beijing(clock.now() + timedelta(hours=6))
    page.get_by_label("失效时间").fill(ends.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_label("应当采取的措施").fill("停课停工停运，请立即转移到就近安置点。")
    page.get_by_label("警示事项").fill("阵风可达14级。")
    follow(page.get_by_role("button", name="送签发"))
    page.get_by_text("本站只转发").wait_for()  # and what was typed is still there
    page.get_by_label("信息来源").fill("青云市气象台 2026年第12号")
    follow(page.get_by_role("button", name="送签发"))
    page.get_by_text("已送签发").first.wait_for()
    page.get_by_text("等待另一个人签发").wait_for()


def release(page: Any, button: str) -> None:
    page.goto("/desk/alerts/")
    follow(page.get_by_role("link", name="台风红色预警").last)  # 待签发 stands below 生效中
    follow(page.get_by_role("button", name=button, exact=True))
    page.get_by_text("已签发").first.wait_for()


def reader(running_town: RunningTown, host: str, *, scripts: bool = True) -> Any:
    context = running_town.browser.new_context(
        java_script_enabled=scripts, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto(f"http://{host}:{running_town.port}/")
    return page


def test_given_a_red_warning_then_readers_see_it_with_and_without_scripts_until_it_is_lifted(
    running_town: RunningTown, desk: Callable[..., Any], look: Callable[[Any, str], None]
):
    editor = desk("editor", scripts=False)
    compose(editor)
    release(desk("chief"), "签发")

    for host in (PORTAL, BUREAU):
        running_town.wait_for(host, "/_/alert.html", shows="台风红色预警")
    with_scripts = reader(running_town, BUREAU)
    bar = with_scripts.get_by_role("region", name="台风红色预警 Ⅰ级")
    bar.wait_for()
    assert "沿江三区" in bar.inner_text()
    look(with_scripts, "alert-home")
    follow(bar.get_by_role("link"))
    with_scripts.get_by_role("heading", name="发布台风红色预警").wait_for()
    assert "阵风可达14级" in with_scripts.locator("main").inner_text()
    look(with_scripts, "alert-page")
    with_scripts.goto(f"http://{BUREAU}:{running_town.port}/alerts/")
    look(with_scripts, "alert-list")
    without = reader(running_town, PORTAL, scripts=False)
    assert "台风红色预警" in without.frame_locator(".p-alerts__frame").locator("body").inner_text()

    for host in (PORTAL, BUREAU):
        running_town.wait_for(host, "/_/alert-tc.html", shows="颱風紅色預警")
    with_scripts.goto(f"http://{BUREAU}:{running_town.port}/tc/")
    bar = with_scripts.get_by_role("region", name="颱風紅色預警 Ⅰ級")
    bar.wait_for()
    follow(bar.get_by_role("link"))
    assert "/tc/alerts/" in with_scripts.url
    look(with_scripts, "alert-page-tc")
    without.goto(f"http://{PORTAL}:{running_town.port}/tc/")
    framed = without.frame_locator(".p-alerts__frame").locator("body").inner_text()
    assert "颱風紅色預警" in framed and "台风" not in framed

    uid = Alert.objects.get(area="沿江三区").uid
    editor.goto(f"/desk/alerts/{uid}/")
    editor.get_by_label("解除原因").fill("台风已远离我市")
    follow(editor.get_by_role("button", name="解除并送签发"))
    editor.get_by_text("等待另一个人签发").wait_for()
    release(desk("chief"), "签发解除")

    running_town.wait_for(PORTAL, "/_/alert.html", shows="已解除")
    page = running_town.wait_for(PORTAL, f"/alerts/{uid}.html", shows="已解除：本预警已于")
    assert "台风已远离我市" in page
    for page in (with_scripts, without):
        page.context.close()
