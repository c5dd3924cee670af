"""For everyone: elder mode, the reader's own settings and traditional characters, on real pages."""

from collections.abc import Callable
from typing import Any

import pytest

from journeys.conftest import PORTAL, WIDTHS, RunningTown
from journeys.steps import follow

pytestmark = pytest.mark.browser

# Font sizes, in pixels, of all text that is shown.
SMALLEST_TEXT = """() => Math.min(...[...document.querySelectorAll("body *")]
    .filter((e) => e.checkVisibility() && !e.closest(".p-sr, noscript"))
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""
GROUND = "() => getComputedStyle(document.body).backgroundColor"
BLACK = "rgb(0, 0, 0)"
TOO_WIDE = "() => document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"


def reader(town: RunningTown, *, scripts: bool) -> Any:
    """A page of a new reader on the portal."""
    context = town.browser.new_context(
        base_url=f"http://{PORTAL}:{town.port}",
        java_script_enabled=scripts,
        viewport={"width": WIDTHS[-1], "height": 900},
        locale="zh-CN",
    )
    page = context.new_page()
    page.goto("/")
    return page


def test_given_no_scripts_then_elder_mode_settings_and_traditional_pages_work(
    running_town: RunningTown, look: Callable[[Any, str], None]
):
    running_town.wait_for(PORTAL, "/elder.html")
    page = reader(running_town, scripts=False)

    follow(page.get_by_role("link", name="长者模式"))
    assert page.url.endswith("/elder.html")
    assert page.get_by_role("link", name="12345").is_visible()
    look(page, "elder-home")
    for width, least in ((390, 18), (1280, 20)):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SMALLEST_TEXT) >= least
        assert not page.evaluate(TOO_WIDE)
    page.goto("/map.html")
    follow(page.get_by_role("link", name="长者首页"))
    follow(page.get_by_role("link", name="退出长者模式"))
    assert page.url.endswith(f":{running_town.port}/")

    follow(page.get_by_role("link", name="繁體"))
    assert page.url.endswith("/tc/")
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    assert page.get_by_role("link", name="長者模式").is_visible()
    follow(page.get_by_role("link", name="網站地圖"))
    assert page.url.endswith("/tc/map.html")
    page.get_by_role("searchbox").fill("大桥")
    follow(page.get_by_role("button", name="搜索"))
    assert "/tc/search?q=" in page.url
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    assert page.get_by_role("searchbox").first.input_value() == "大桥"
    look(page, "search-tc")
    page.goto("/tc/map.html")
    follow(page.get_by_role("link", name="简体"))
    assert page.url.endswith(f":{running_town.port}/map.html")

    follow(page.get_by_role("link", name="无障碍", exact=True))
    follow(page.get_by_role("link", name="黑底白字"))
    assert page.url.endswith("/accessibility.html")
    assert page.evaluate(GROUND) == BLACK
    page.goto("/map.html")
    assert page.evaluate(GROUND) == BLACK
    look(page, "map-black")
    page.context.close()


def test_given_scripts_then_the_settings_open_as_a_bar_and_hold_by_keyboard_alone(
    running_town: RunningTown, look: Callable[[Any, str], None]
):
    page = reader(running_town, scripts=True)
    opener = page.get_by_role("button", name="无障碍")
    opener.focus()
    page.keyboard.press("Enter")
    bar = page.get_by_role("region", name="无障碍工具")
    bar.wait_for()

    for choice in ("黑底黄字", "特大", "加宽"):
        bar.get_by_role("link", name=choice, exact=True).focus()
        page.keyboard.press("Enter")
    page.wait_for_function("getComputedStyle(document.body).backgroundColor === 'rgb(0, 0, 0)'")
    assert page.url.endswith(f":{running_town.port}/")
    chosen = bar.locator("[aria-current]").all_inner_texts()
    assert chosen == ["特大", "黑底黄字", "加宽", "标准"]
    look(page, "home-yellow")
    assert not page.evaluate(TOO_WIDE)
    page.keyboard.press("Escape")
    assert not bar.is_visible()
    assert opener.evaluate("e => e === document.activeElement")

    page.goto("/map.html")  # before any script runs
    assert page.evaluate(GROUND) == BLACK
    page.context.close()
