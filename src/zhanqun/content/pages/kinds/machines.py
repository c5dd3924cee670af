"""Targets for machines and for what went wrong: robots, error pages, what all pages load."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from django.contrib.staticfiles import finders

from zhanqun.content.pages.builders.frame import (
    SEARCH_PATH,
    frame_of,
    frames,
    in_its_language,
)
from zhanqun.content.pages.drawing import draw, head_of
from zhanqun.content.pages.shapes import MessagePage
from zhanqun.content.sites import api as sites
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.targets import Rendered, Target, TargetKind
from zhanqun.ui import face, themes


class Robots(TargetKind):
    """robots.txt."""

    def render(self, target: Target) -> Rendered:
        base_url = sites.base_url_of(target.site_id)
        # Filters of the search lead to ever more addresses; robots find the texts in the sitemap.
        rules = f"User-agent: *\nAllow: /\nDisallow: {SEARCH_PATH}\n"
        text = f"{rules}Sitemap: {base_url}/sitemap.xml\n"
        return Rendered("/robots.txt", text.encode(), content_type="text/plain; charset=utf-8")

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if key == sites.created_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "robots", "")]


MESSAGES = {
    "404": (
        "没有找到这个页面",
        "地址可能输错了，或者页面已经移走。",
        ("检查地址是否完整", "从网站地图按栏目查找"),
        "Page not found",
        "The address may be mistyped, or the page has moved.",
    ),
    "410": (
        "这个页面已经撤下",
        "页面曾经发布，现在不再提供。",
        ("从网站地图查找相关栏目",),
        "Page withdrawn",
        "This page was published before and is no longer available.",
    ),
    "429": (
        "访问太频繁",
        "同一来源短时间内请求过多，请稍等片刻。",
        ("过十秒再试一次",),
        "Too many requests",
        "Please wait a moment and try again.",
    ),
    "50x": (
        "网站暂时不能提供这项服务",
        "问题出在我们这一边，已经有人在处理。静态页面仍可浏览，请稍后再试。",
        ("过几分钟再试一次", "急事请拨打12345"),
        "Service unavailable",
        "The fault is on our side. Please try again later.",
    ),
}


class Message(TargetKind):
    """Static error pages (错误页), key 404, 410, 429 or 50x."""

    @in_its_language
    def render(self, target: Target) -> Rendered:
        frame = frame_of(target.site_id)
        title, text, advice, title_en, text_en = MESSAGES[target.key]
        if frame.chrome.lang == "en":
            title, text, advice = title_en, text_en, ()
        code = int(target.key.replace("x", "3"))
        page = MessagePage(code, title, text, advice)
        path = f"/{target.key}.html"
        return Rendered(path, draw("message.html", frame, head_of(frame, path, title), page))

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if key == sites.created_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "message", key) for key in MESSAGES]


class Fixed(TargetKind):
    """What every page links and changes at once (随时可换的公共文件), key is the name.

    Theme, mourning grey and elder mode are stylesheets, the alert bar a fragment with its script.
    """

    PARTS: ClassVar[dict[str, tuple[str, str]]] = {
        "mode.css": ("ui/css/mode-none.css", "text/css; charset=utf-8"),
        "mode-elder.css": ("ui/css/mode-elder.css", "text/css; charset=utf-8"),
        "alert.mjs": ("ui/js/alert.mjs", "text/javascript; charset=utf-8"),
    }

    def render(self, target: Target) -> Rendered:
        path = f"/_/{target.key}"
        depends_on(sites.folder_key(target.site_id))
        if target.key == "alert.html":
            depends_on(sites.look_key(target.site_id))
            frame = frames([target.site_id])[target.site_id]
            chrome = frame.chrome
            body = face.printed("ui/alert.html", {"chrome": chrome}, lang=chrome.lang)
            return Rendered(path, body.encode())
        name, content_type = self.PARTS[target.key]
        body = _asset(name)
        if target.key.startswith("mode"):
            body = _theme(target.site_id) + body
        return Rendered(path, body, content_type=content_type)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if key == sites.created_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "fixed", key) for key in ["alert.html", *self.PARTS]]


def _theme(site_id: int) -> bytes:
    """The site's own colours, before the mode's: so a change of theme renders two small files."""
    depends_on(sites.look_key(site_id))
    profile = frames([site_id])[site_id].profile
    return themes.stylesheet(profile.theme, profile.main_colour).encode()


def _asset(name: str) -> bytes:
    """A front-end file as it lies in its application or among what set-up built."""
    found = finders.find(name)
    return Path(found).read_bytes() if found else b""
