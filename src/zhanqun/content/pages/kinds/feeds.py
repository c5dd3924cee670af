"""Feeds (订阅): of a column and of a whole site, as Atom 1.0, RSS 2.0 and JSON Feed 1.1.

The three say the same, read once. Source: RFC 4287; RSS 2.0 (rssboard.org); jsonfeed.org 1.1.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from typing import NamedTuple
from uuid import UUID

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Row
from zhanqun.content.pages.builders.frame import Frame, frames
from zhanqun.content.pages.builders.items import stamp
from zhanqun.content.pages.kinds.trees import column_on
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, ColumnForm
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on, once
from zhanqun.foundation.targets import Rendered, Target, TargetKind
from zhanqun.ui import face

ROWS = 20
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Entry(NamedTuple):
    """One text. uid: stays when the title changes (P039)."""

    uid: UUID
    title: str
    url: str
    published_at: datetime
    updated_at: datetime
    summary: str
    source: str


@dataclass(frozen=True)
class FeedPage:
    """What a feed says in any format; home is the page that it follows."""

    title: str
    home: str
    lang: str
    updated_at: datetime
    entries: tuple[Entry, ...]


def _atom(page: FeedPage, address: str) -> str:
    return _printed("feed.xml", page, address, stamp)


def _rss(page: FeedPage, address: str) -> str:
    return _printed("rss.xml", page, address, _rfc822)


def _printed(template: str, page: FeedPage, address: str, moment: Callable[[datetime], str]) -> str:
    context = {"page": page, "address": address, "moment": moment}
    return face.printed(f"pages/{template}", context, lang=page.lang)


def _json(page: FeedPage, address: str) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": page.title,
        "home_page_url": page.home,
        "feed_url": address,
        "language": page.lang,
        "items": [_item(entry) for entry in page.entries],
    }
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":"))


def _item(entry: Entry) -> dict[str, object]:
    return {
        "id": f"urn:uuid:{entry.uid}",
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary or entry.title,
        "date_published": stamp(entry.published_at),
        "date_modified": stamp(entry.updated_at),
        "authors": [{"name": entry.source}],
    }


class Format(NamedTuple):
    """How a feed is written, under which name beside its page."""

    file: str
    content_type: str
    write: Callable[[FeedPage, str], str]


# By the last part of a target's key; Atom, the first of them, has none.
FORMATS = {
    "": Format("feed.xml", "application/atom+xml; charset=utf-8", _atom),
    "rss": Format("rss.xml", "application/rss+xml; charset=utf-8", _rss),
    "json": Format("feed.json", "application/json; charset=utf-8", _json),
}


class Feed(TargetKind):
    """Feeds of a column (栏目订阅), key is the column's id, then ":rss" or ":json"."""

    def prepare(self, targets: Sequence[Target]) -> None:
        frames({target.site_id for target in targets})
        library.tops(int(target.key.partition(":")[0]) for target in targets)

    def render(self, target: Target) -> Rendered | None:
        column_id, _colon, name = target.key.partition(":")
        frame = frames([target.site_id])[target.site_id]
        column = column_on(target.site_id, int(column_id))
        if column is None or column.form != ColumnForm.LIST:
            return None
        if column.state != sites.ColumnState.OPEN or not frame.tree.is_shown(column):
            return None
        page = once(("feed", column.pk), partial(_of_column, frame, column))
        return _written(frame, page, column.address, name)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        if len(parts) == 3 and parts[0] == "column" and parts[2] in ("top", "opened"):
            column = sites.column_of(site_id, int(parts[1]))
            if column is not None and column.form == ColumnForm.LIST:
                return _targets(site_id, column)
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        for column in sites.columns_of(site_id).filter(form=ColumnForm.LIST):
            yield from _targets(site_id, column)


def _targets(site_id: int, column: Column) -> list[Target]:
    names = (f"{column.pk}:{name}".rstrip(":") for name in FORMATS)
    return [Target(site_id, "feed", name) for name in names]


class SiteFeed(TargetKind):
    """Feeds of a whole site (全站订阅), key "", "rss" or "json"."""

    def render(self, target: Target) -> Rendered:
        frame = frames([target.site_id])[target.site_id]
        page = once(("site feed", target.site_id), partial(_of_site, frame))
        return _written(frame, page, "/", target.key)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        is_new = key in (sites.created_key(site_id), library.newest_key(site_id))
        return self.all_for_site(site_id) if is_new else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "site_feed", name) for name in FORMATS]


def _of_column(frame: Frame, column: Column) -> FeedPage:
    rows = library.newest_in(column.pk, ROWS, clock.now())
    return _page(frame, column.address, column.title, rows)


def _of_site(frame: Frame) -> FeedPage:
    site_id = frame.profile.site_id
    depends_on(library.newest_key(site_id))
    newest = library.newest_on(site_id, ROWS * 2)
    rows = list({row.heading.uid: row for row in newest}.values())[:ROWS]
    return _page(frame, "/", "", rows)


def _page(frame: Frame, path: str, title: str, rows: list[Row]) -> FeedPage:
    """A feed tells when the whole text last changed, so that it depends on the whole."""
    depends_on(sites.name_key(frame.profile.site_id))
    depends_on(*(library.article_key(row.heading.uid) for row in rows))
    moments = (row.heading.last_published_at for row in rows)
    return FeedPage(
        title=f"{frame.profile.name} {title}".strip(),
        home=frame.base_url + path,
        lang=frame.chrome.lang,
        updated_at=max(moments, default=_EPOCH),
        entries=tuple(_entry(row, frame) for row in rows),
    )


def _entry(row: Row, frame: Frame) -> Entry:
    heading = row.heading
    return Entry(
        uid=heading.uid,
        title=heading.title,
        url=heading.link_url or frame.base_url + heading.address,
        published_at=heading.first_published_at,
        updated_at=heading.last_published_at,
        summary=heading.summary,
        source=heading.source or frame.profile.name,
    )


def _written(frame: Frame, page: FeedPage, path: str, name: str) -> Rendered:
    feed = FORMATS[name]
    place = path + feed.file
    body = feed.write(page, frame.base_url + place)
    return Rendered(place, body.encode(), content_type=feed.content_type)


def _rfc822(moment: datetime) -> str:
    """Beijing time with +0800 (P036)."""
    return format_datetime(clock.beijing(moment))
