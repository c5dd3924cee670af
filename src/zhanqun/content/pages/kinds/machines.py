"""Targets for machines and for what went wrong: feeds, robots, error pages."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from django.contrib.staticfiles import finders

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Row
from zhanqun.content.pages.builders.frame import SEARCH_PATH, Frame, frame_of, frames
from zhanqun.content.pages.drawing import draw, head_of
from zhanqun.content.pages.kinds.sitemaps import stamp
from zhanqun.content.pages.kinds.trees import column_on
from zhanqun.content.pages.shapes import MessagePage
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import ColumnForm
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.targets import Rendered, Target, TargetKind
from zhanqun.ui import face

FEED_ROWS = 20
FEED_TYPE = "application/atom+xml; charset=utf-8"


class Feed(TargetKind):
    """Atom feed of a column (栏目订阅), key is the column's id."""

    def prepare(self, targets: Sequence[Target]) -> None:
        frames({target.site_id for target in targets})
        library.tops(int(target.key) for target in targets)

    def render(self, target: Target) -> Rendered | None:
        frame = frames([target.site_id])[target.site_id]
        column = column_on(target.site_id, int(target.key))
        if column is None or column.form != ColumnForm.LIST:
            return None
        if column.state != sites.ColumnState.OPEN or not frame.tree.is_shown(column):
            return None
        rows = library.newest_in(column.pk, FEED_ROWS, clock.now())
        return _feed(frame, f"{column.address}feed.xml", column.title, rows)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        if len(parts) == 3 and parts[0] == "column" and parts[2] in ("top", "opened"):
            column = column_on(site_id, int(parts[1]))
            is_list = column is not None and column.form == ColumnForm.LIST
            return [Target(site_id, "feed", parts[1])] if is_list else []
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        columns = sites.columns_of(site_id).filter(form=ColumnForm.LIST)
        return [Target(site_id, "feed", str(c.pk)) for c in columns]


class SiteFeed(TargetKind):
    """Atom feed of a whole site (全站订阅)."""

    def render(self, target: Target) -> Rendered:
        depends_on(library.newest_key(target.site_id))
        frame = frames([target.site_id])[target.site_id]
        newest = library.newest_on(target.site_id, FEED_ROWS * 2)
        rows = list({row.heading.uid: row for row in newest}.values())[:FEED_ROWS]
        return _feed(frame, "/feed.xml", "", rows)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        is_new = key in (sites.created_key(site_id), library.newest_key(site_id))
        return self.all_for_site(site_id) if is_new else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "site_feed", "")]


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


def _feed(frame: Frame, path: str, title: str, rows: list[Row]) -> Rendered:
    """Entry ids are the article's uid, so they stay when a title changes (P039).

    A feed tells when the whole text last changed, so that it depends on the whole.
    """
    site_id, profile = frame.profile.site_id, frame.profile
    depends_on(sites.name_key(site_id))
    depends_on(*(library.article_key(row.heading.uid) for row in rows))
    base_url = frame.base_url
    updated = max((row.heading.last_published_at for row in rows), default=_EPOCH)
    context = {
        "title": f"{profile.name} {title}".strip(),
        "address": base_url + path,
        "home": base_url + path.removesuffix("feed.xml"),
        "updated": stamp(updated),
        "entries": [_entry(row, base_url, profile.name) for row in rows],
    }
    body = face.printed("pages/feed.xml", context, lang=frame.chrome.lang).encode()
    return Rendered(path, body, content_type=FEED_TYPE)


def _entry(row: Row, base_url: str, site_name: str) -> dict[str, object]:
    heading = row.heading
    return {
        "uid": heading.uid,
        "title": heading.title,
        "url": heading.link_url or base_url + heading.address,
        "published": stamp(heading.first_published_at),
        "updated": stamp(heading.last_published_at),
        "summary": heading.summary,
        "source": heading.source or site_name,
    }


_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Fixed(TargetKind):
    """What every page links and changes at once (随时可换的公共文件), key is the name.

    Mourning grey and elder mode are stylesheets, the alert bar a fragment with its script.
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
        return Rendered(path, _asset(name), content_type=content_type)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if key == sites.created_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "fixed", key) for key in ["alert.html", *self.PARTS]]


def _asset(name: str) -> bytes:
    """A front-end file as it lies in its application or among what set-up built."""
    found = finders.find(name)
    return Path(found).read_bytes() if found else b""
