"""Targets for machines and for what went wrong: feeds, sitemaps, robots, error pages."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar
from uuid import UUID
from xml.sax.saxutils import escape

from django.contrib.staticfiles import finders
from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncMonth
from django.template.loader import get_template

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Placement
from zhanqun.content.pages.builders.frame import frame_of
from zhanqun.content.pages.drawing import draw, head_of
from zhanqun.content.pages.shapes import MessagePage
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, ColumnForm
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on, depends_on_all
from zhanqun.foundation.targets import Rendered, Target, TargetKind

FEED_ROWS = 20
SITEMAP_ROWS = 50_000  # Source: sitemaps.org protocol, at most 50,000 addresses a file.
FEED_TYPE = "application/atom+xml; charset=utf-8"
XML_TYPE = "application/xml; charset=utf-8"


class Feed(TargetKind):
    """Atom feed of a column (栏目订阅), key is the column's id."""

    def render(self, target: Target) -> Rendered | None:
        column = Column.objects.filter(pk=int(target.key), form=ColumnForm.LIST).first()
        if column is None or column.state != sites.ColumnState.OPEN:
            return None
        depends_on(sites.column_key(column.pk))
        rows = library.newest_in(column.pk, FEED_ROWS, clock.now())
        if not rows and column.next_number == 1:
            return None
        return _feed(target.site_id, f"{column.address}feed.xml", column.title, rows)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        if len(parts) == 3 and parts[0] == "column" and parts[2] == "top":
            column = sites.columns_of(site_id).filter(pk=int(parts[1]), form=ColumnForm.LIST)
            return [Target(site_id, "feed", parts[1])] if column.exists() else []
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        columns = sites.columns_of(site_id).filter(form=ColumnForm.LIST)
        return [Target(site_id, "feed", str(c.pk)) for c in columns]


class SiteFeed(TargetKind):
    """Atom feed of a whole site (全站订阅)."""

    def render(self, target: Target) -> Rendered:
        newest = library.live_placements(target.site_id).order_by("-live_at", "-id")
        rows = _each_article_once(newest[: FEED_ROWS * 2])[:FEED_ROWS]
        depends_on_all(library.article_key(row.article.uid) for row in rows)
        return _feed(target.site_id, "/feed.xml", "", rows)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        if key == sites.site_key(site_id):
            return self.all_for_site(site_id)
        if parts[0] == "column" and parts[-1] == "top":
            here = sites.columns_of(site_id, closed=True).filter(pk=int(parts[1]))
            return [Target(site_id, "site_feed", "")] if here.exists() else []
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "site_feed", "")]


class Sitemap(TargetKind):
    """Sitemaps (搜索引擎站点地图): an index (key "") and parts by month (key "yyyymm-n")."""

    def render(self, target: Target) -> Rendered | None:
        profile = sites.profile_of(target.site_id)
        if not target.key:
            return self._index(target.site_id, profile.base_url)
        month, _dash, part = target.key.partition("-")
        first = (int(part) - 1) * SITEMAP_ROWS
        rows = list(_of_month(target.site_id, month)[first : first + SITEMAP_ROWS])
        if not rows:
            return None
        urls = "".join(
            f"<url><loc>{escape(profile.base_url + row.address)}</loc>"
            f"<lastmod>{_stamp(row.last_published_at)}</lastmod></url>\n"
            for row in rows
        )
        return _xml(f"/sitemap-{target.key}.xml", "urlset", urls)

    def _index(self, site_id: int, base_url: str) -> Rendered:
        entries = "".join(
            f"<sitemap><loc>{base_url}/sitemap-{key}.xml</loc>"
            f"<lastmod>{_stamp(changed)}</lastmod></sitemap>\n"
            for key, changed in _parts(site_id).items()
        )
        return _xml("/sitemap.xml", "sitemapindex", entries)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        kind, _colon, uid = key.partition(":")
        if key == sites.site_key(site_id):
            return [Target(site_id, "sitemap", "")]
        if kind != "article":
            return []
        article = Article.objects.filter(uid=UUID(uid)).first()
        if article is None or article.first_published_at is None:
            return []
        if not Placement.objects.filter(article=article, site_id=site_id).exists():
            return []
        month = f"{clock.beijing(article.first_published_at):%Y%m}"
        count = _of_month(site_id, month).count()
        # One more than there are, since a part may just have lost its last text.
        parts = [f"{month}-{part + 1}" for part in range(count // SITEMAP_ROWS + 2)]
        return [Target(site_id, "sitemap", key) for key in ["", *parts]]

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "sitemap", key) for key in ["", *_parts(site_id)]]


class Robots(TargetKind):
    """robots.txt."""

    def render(self, target: Target) -> Rendered:
        profile = sites.profile_of(target.site_id)
        text = f"User-agent: *\nAllow: /\nSitemap: {profile.base_url}/sitemap.xml\n"
        return Rendered("/robots.txt", text.encode(), content_type="text/plain; charset=utf-8")

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "robots", "")] if key == sites.site_key(site_id) else []

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
        return self.all_for_site(site_id) if key == sites.site_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "message", key) for key in MESSAGES]


def _feed(site_id: int, path: str, title: str, rows: list[Placement]) -> Rendered:
    """Entry ids are the article's uid, so they stay when a title changes (P039)."""
    profile = sites.profile_of(site_id)
    updated = max((row.article.last_published_at for row in rows), default=_EPOCH)
    context = {
        "title": f"{profile.name} {title}".strip(),
        "address": profile.base_url + path,
        "home": profile.base_url + path.removesuffix("feed.xml"),
        "updated": _stamp(updated),
        "entries": [
            {
                "uid": row.article.uid,
                "title": row.article.title,
                "url": row.article.link_url or profile.base_url + row.article.address,
                "published": _stamp(row.article.first_published_at),
                "updated": _stamp(row.article.last_published_at),
                "summary": row.article.summary,
                "source": row.article.source or profile.name,
            }
            for row in rows
        ],
    }
    body = get_template("pages/feed.xml").render(context).encode()
    return Rendered(path, body, content_type=FEED_TYPE)


_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def _stamp(moment: datetime) -> str:
    """Beijing time with +08:00 (P036)."""
    return clock.beijing(moment).isoformat(timespec="seconds")


def _each_article_once(rows: Iterable[Placement]) -> list[Placement]:
    return list({row.article_id: row for row in rows}.values())


def _of_month(site_id: int, month: str) -> QuerySet[Article]:
    start = datetime(int(month[:4]), int(month[4:]), 1, tzinfo=clock.BEIJING)
    year, following = start.year + start.month // 12, start.month % 12 + 1
    end = start.replace(year=year, month=following)
    live = Placement.objects.filter(site_id=site_id, state="live").values("article_id")
    return Article.objects.filter(
        pk__in=live, link_url="", first_published_at__gte=start, first_published_at__lt=end
    ).order_by("first_published_at", "pk")


def _parts(site_id: int) -> dict[str, datetime]:
    """Keys of the parts that hold at least one live text, oldest month first, and when a text
    of that month was last published."""
    live = Placement.objects.filter(site_id=site_id, state="live").values("article_id")
    rows = (
        Article.objects.filter(pk__in=live, link_url="")
        .annotate(month=TruncMonth("first_published_at", tzinfo=clock.BEIJING))
        .values("month")
        .annotate(count=Count("pk"), changed=Max("last_published_at"))
        .order_by("month")
    )
    return {
        f"{row['month']:%Y%m}-{part}": row["changed"]
        for row in rows
        for part in range(1, (row["count"] - 1) // SITEMAP_ROWS + 2)
    }


def _xml(path: str, root: str, inner: str) -> Rendered:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{inner}</{root}>\n'
    )
    return Rendered(path, text.encode(), content_type=XML_TYPE)


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
        if target.key == "alert.html":
            frame = frame_of(target.site_id)
            body = get_template("ui/alert.html").render({"chrome": frame.chrome}).encode()
            return Rendered(path, body)
        name, content_type = self.PARTS[target.key]
        return Rendered(path, _asset(name), content_type=content_type)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if key == sites.site_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "fixed", key) for key in ["alert.html", *self.PARTS]]


def _asset(name: str) -> bytes:
    """A front-end file as it lies in its application or among what set-up built."""
    found = finders.find(name)
    return Path(found).read_bytes() if found else b""
