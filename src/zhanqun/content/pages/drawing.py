"""Draw a shape with its template (页面渲染): one way for the publisher and the preview."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from zhanqun.content.pages.builders.frame import Frame, Tags, frames
from zhanqun.content.pages.shapes import (
    ArticlePage,
    ColumnPage,
    DirectoryPage,
    DocumentPage,
    EventPage,
    FeedLink,
    Head,
    LeaderPage,
    Link,
    MessagePage,
    OrganPage,
    PlainPage,
    TopicPage,
)
from zhanqun.content.sites.api import Column
from zhanqun.foundation import clock
from zhanqun.foundation.targets import Rendered, Target, TargetKind
from zhanqun.ui import face


def draw(template: str, frame: Frame, head: Head, page: Any) -> bytes:
    """The page's bytes, UTF-8."""
    context = {"chrome": frame.chrome, "head": head, "page": page}
    return face.printed(f"pages/{template}", context, lang=frame.chrome.lang).encode()


class FramedKind(TargetKind):
    """A kind of page of an upper room: it stands in its site's frame."""

    def prepare(self, targets: Sequence[Target]) -> None:
        frames({target.site_id for target in targets})


def draw_apart(
    frame: Frame, template: str, path: str, file: str, page: Any, name: str = "", **of_head: Any
) -> Rendered:
    """A page of an upper room, which no column holds: the reader is in no part of the navigation.

    template: with the room's folder. path: the page's own address; file: where it stands.
    """
    nav = tuple(replace(link, current=False) for link in frame.chrome.nav)
    head = head_of(frame, path, name or page.title, **of_head)
    context = {"chrome": replace(frame.chrome, nav=nav), "head": head, "page": page}
    return Rendered(file, face.printed(template, context, lang=frame.chrome.lang).encode())


def draw_gone(frame: Frame, path: str, title: str, text: str, at: datetime | None) -> bytes:
    """What stands where something was taken down (撤下说明)."""
    page = MessagePage(410, title, text, updated_at=clock.beijing(at) if at else None)
    return draw("message.html", frame, head_of(frame, path, title), page)


def head_of(
    frame: Frame,
    path: str,
    *names: str,
    column: Column | None = None,
    canonical: str = "",
    tags: Tags = (),
    feeds: str = "",
    card: Tags = (),
    data: str = "",
    alternates: tuple[Link, ...] = (),
) -> Head:
    """The document head: title from the inside out, tags of site, column and article.

    feeds: path of the page whose feeds are linked, "" for none.
    """
    common = frame.tags(column)
    return Head(
        title="_".join(dict.fromkeys(name for name in (*names, frame.page_name) if name)),
        canonical=canonical or frame.base_url + path,
        description=_description(dict(common), dict(tags)),
        common=common,
        tags=tags,
        feeds=_feeds(frame.chrome.name, feeds) if feeds else (),
        card=card,
        data=data,
        alternates=alternates,
    )


def _description(common: dict[str, str], own: dict[str, str]) -> str:
    """What search engines show of a page, where no tag of the text says it already."""
    return "" if own.get("Description") else common["ColumnDescription"]


def _feeds(name: str, path: str) -> tuple[FeedLink, ...]:
    return tuple(FeedLink(f"{name} {label}", path + file, kind) for label, file, kind in FEEDS)


# Name, file beside the page, media type; drawn by `kinds.feeds`.
FEEDS = (
    ("Atom", "feed.xml", "application/atom+xml"),
    ("RSS", "rss.xml", "application/rss+xml"),
    ("JSON", "feed.json", "application/feed+json"),
)
TEMPLATES: Mapping[type, str] = {
    ArticlePage: "article.html",
    DocumentPage: "document.html",
    LeaderPage: "leader.html",
    OrganPage: "organ.html",
    PlainPage: "plain.html",
    ColumnPage: "column.html",
    DirectoryPage: "directory.html",
    TopicPage: "topic.html",
    EventPage: "event.html",
}


def template_of(page: Any) -> str:
    """The template of a shape that can stand at the address of a text or a column."""
    return TEMPLATES[type(page)]
