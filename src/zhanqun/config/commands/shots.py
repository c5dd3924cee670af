"""`make shots`: pictures of every kind of page of the demo city, in var/shots/.

`ARGS=reference` takes those of the reference of themes and blocks anew, in docs/images/.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from zhanqun.config.commands import tools
from zhanqun.config.commands.city import SIGHTS, Sight, open_sight, served_city
from zhanqun.config.commands.steps import ROOT, VAR, CommandFailed, say

SHOTS = VAR / "shots"
WIDTHS = (390, 1280)
# Home in the modes that change it at once: variant of /_/mode.css, whether more contrast is asked.
MODES = {"elder": ("elder", False), "grey": ("grey", False), "contrast": ("none", True)}
HOME = SIGHTS[0]
REFERENCE = "reference"
PICTURES = ROOT / "docs" / "images"
QUALITY = 60
# A site of the demo city in each theme (主题).
THEMED = {"qing": "jtj", "zhu": "mzj", "song": "cxq", "zhe": "zjj"}


def run(arguments: list[str]) -> int:
    """Take the pictures, of the kinds named or of all; or those of the reference."""
    if arguments == [REFERENCE]:
        with served_city(by_nginx=False) as port, browser_page() as page:
            take_reference(page, port)
        return 0
    wanted = [sight for sight in SIGHTS if not arguments or sight.name in arguments]
    if not wanted:
        names = ", ".join(sight.name for sight in SIGHTS)
        raise CommandFailed(f"没有这种页面。 No such page; there are: {names}")
    SHOTS.mkdir(parents=True, exist_ok=True)
    with served_city() as port, browser_page() as page:
        for sight in wanted:
            say(f"· {sight.name}" if open_sight(page, sight, port) else f"· {sight.name} —")
            take(page, sight.name)
        for name in MODES if HOME in wanted else ():
            say(f"· {HOME.name}-{name}")
            show_mode(page, HOME, name, port)
            take(page, f"{HOME.name}-{name}")
    say(f"图片在 pictures in {SHOTS}")
    return 0


def take(page: Any, name: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=str(SHOTS / f"{name}-{width}.png"), full_page=True)


def take_reference(page: Any, port: int) -> None:
    """The first screen of a site in each theme, and every block by itself."""
    page.set_viewport_size({"width": WIDTHS[-1], "height": 800})
    for theme, host in THEMED.items():
        page.goto(Sight(theme, host, "/").start(port))
        _keep(page, f"theme-{theme}")
    page.goto(Sight("components", HOME.host, "/_components/").start(port))
    for block in page.locator("[data-block]").all():
        _keep(block, f"block-{block.get_attribute('data-block').removesuffix('_block')}")


def _keep(shown: Any, name: str) -> None:
    say(f"· {name}")
    shown.screenshot(path=str(PICTURES / f"{name}.jpg"), type="jpeg", quality=QUALITY)


def show_mode(page: Any, sight: Sight, mode: str, port: int) -> None:
    """Open a sight with the stylesheet of a mode, as the web server would send it."""
    variant, wants_contrast = MODES[mode]
    style = VAR / "static-built" / "ui" / "css" / f"mode-{variant}.css"
    page.emulate_media(contrast="more" if wants_contrast else "no-preference")
    page.route("**/_/mode.css", lambda route: route.fulfill(path=str(style)))
    open_sight(page, sight, port)
    page.unroute("**/_/mode.css")


@contextmanager
def browser_page() -> Iterator[Any]:
    """A page of headless Chromium. Raises CommandFailed where no browser can be had."""
    from playwright.sync_api import sync_playwright

    program = tools.chromium()
    if program is None:
        raise CommandFailed("没有浏览器（Chromium）。 No browser: install Chromium.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        context = chromium.new_context(locale="zh-CN", reduced_motion="reduce")
        yield context.new_page()
        chromium.close()
