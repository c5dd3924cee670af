"""The kinds of pages in a browser, without a server: each is drawn, and handed to the browser as it
asks, with the styles and scripts that set-up built."""

import mimetypes
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from pages import kinds

HOST = "http://pages.qingyun.localhost"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720"/>'
AXE = settings.ROOT / "node_modules" / "axe-core" / "axe.min.js"
# WCAG 2.1 and 2.2 AA, and what axe holds to be good practice.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (390, 1280)
# Mode -> variant of /_/mode.css, and whether the system asks for more contrast.
MODES = {
    "normal": ("none", False),
    "elder": ("elder", False),
    "more contrast": ("none", True),
    "black on white": ("contrast-white", False),
    "white on black": ("contrast-black", False),
    "yellow on black": ("contrast-yellow", False),
}
# 320 px wide, or a window of 1280 px at 400 %: the same to a page. Source: WCAG 2.1, 1.4.10.
NARROW = {"width": 320, "height": 256}
TOO_WIDE = """() => {
    const page = document.scrollingElement;
    if (page.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1
                && !one.parentElement.closest(".p-scroll"))
        .slice(0, 5).map((one) => `${one.tagName}.${one.className}`);
}"""


class Gallery:
    """A browser page that shows any kind in any mode."""

    def __init__(self, browser: Any) -> None:
        self.page = browser.new_context(reduced_motion="reduce", locale="zh-CN").new_page()
        self.page.route("**/*", self._serve)
        self._variant = "none"
        # What scripts threw, over all pages shown.
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def show(self, kind: str, mode: str = "normal") -> None:
        self._variant, wants_contrast = MODES[mode]
        self.page.emulate_media(contrast="more" if wants_contrast else "no-preference")
        self.page.goto(f"{HOST}/{kind}")

    def faults(self, width: int) -> list[str]:
        """One line for each fault that axe finds at this width."""
        self.page.set_viewport_size({"width": width, "height": 900})
        if not self.page.evaluate("'axe' in window"):
            # Through the debugging channel, since the pages' own policy forbids foreign scripts.
            self.page.evaluate(_axe())
        # Kept by the page, or the browser may collect the promise before it is kept.
        found = self.page.evaluate(
            "tags => (window.axeRun = axe.run(document, {runOnly: {type: 'tag', values: tags},"
            " resultTypes: ['violations']}))",
            AXE_TAGS,
        )
        return [
            f"{fault['id']}: {node['target']} {fault['help']}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    def too_wide(self) -> list[str]:
        """What makes a narrow window scroll sideways."""
        self.page.set_viewport_size(NARROW)
        return list(self.page.evaluate(TOO_WIDE))

    def _serve(self, route: Any) -> None:
        path = urlsplit(route.request.url).path
        if path == "/_/mode.css":
            route.fulfill(path=_static(f"ui/css/mode-{self._variant}.css"))
        elif path.startswith("/static/"):
            file = _static(path.removeprefix("/static/"))
            route.fulfill(path=file, content_type=mimetypes.guess_type(file)[0] or "text/css")
        elif path[1:] in kinds.KINDS:
            page = kinds.drawn(path[1:])
            route.fulfill(body=page, content_type="text/html; charset=utf-8")
        elif path.endswith(".svg"):
            route.fulfill(body=PICTURE, content_type="image/svg+xml")
        else:
            route.fulfill(status=404, body="")


def modes_built() -> list[str]:
    """The modes whose stylesheet exists: a reader's choices come with the accessibility bar."""
    built = settings.VAR / "static-built" / "ui" / "css"
    return [mode for mode, (name, _c) in MODES.items() if (built / f"mode-{name}.css").exists()]


@cache
def _axe() -> str:
    return str(AXE.read_text(encoding="utf-8"))


def _static(name: str) -> str:
    return str(next(file for folder in _folders() if (file := folder / name).is_file()))


@cache
def _folders() -> list[Path]:
    sources = sorted((settings.ROOT / "src").glob("zhanqun/**/static"))
    return [settings.VAR / "static-built", *sources]
