"""Targets for machines and for what went wrong: robots, error pages, what all pages load."""

from collections.abc import Iterable

from zhanqun.content.pages.builders.frame import (
    SEARCH_PATH,
    frame_of,
    in_its_language,
)
from zhanqun.content.pages.drawing import draw, head_of
from zhanqun.content.pages.shapes import MessagePage
from zhanqun.content.sites import api as sites
from zhanqun.foundation.targets import Rendered, Target, TargetKind


class Robots(TargetKind):
    """robots.txt."""

    def render(self, target: Target) -> Rendered:
        base_url = sites.base_url_of(target.site_id)
        # Filters of the search lead to ever more addresses; robots find the texts in the sitemap.
        rules = f"User-agent: *\nAllow: /\nDisallow: {SEARCH_PATH}\nDisallow: /tc{SEARCH_PATH}\n"
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
