"""Columns: landing pages, numbered list pages, groups, topics, plain pages, the map."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Row
from zhanqun.content.pages.builders.frame import Frame
from zhanqun.content.pages.builders.items import items_of
from zhanqun.content.pages.builders.subsites import dated_subsite_links
from zhanqun.content.pages.mapping import map_groups
from zhanqun.content.pages.shapes import (
    Block,
    ColumnPage,
    Item,
    Link,
    LinkGroup,
    MapPage,
    Pager,
    PlainPage,
    TopicPage,
)
from zhanqun.content.sites.api import Column
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on

GROUP_ROWS = 6


def bucket_path(column: Column, bucket: int) -> str:
    """Address of a numbered list page; numbers count from the oldest and never change."""
    return f"{column.address}list-{bucket}.html"


def last_bucket(column: Column) -> int:
    """The newest numbered page, 0 while the column has had nothing."""
    return library.bucket_of(column.next_number - 1) if column.next_number > 1 else 0


def landing(frame: Frame, column: Column, now: datetime) -> ColumnPage:
    """The landing page (栏目首页): pinned ones, then the newest."""
    rows = library.newest_in(column.pk, library.BUCKET, now)
    items = items_of(rows, today=clock.day_of(now), pins_on=now)
    newest = last_bucket(column)
    pager = Pager(
        number=None,
        newer=None,
        older=_link(column, newest) if column.next_number - 1 > library.BUCKET else None,
        newest=None,
        oldest=_link(column, 1) if newest > 1 else None,
    )
    return _column_page(frame, column, items, pager, latest(rows), current=True)


def numbered(frame: Frame, column: Column, bucket: int, now: datetime) -> ColumnPage | None:
    """One numbered list page, or None while it has not come into being (列表分页)."""
    rows = library.bucket_in(column.pk, bucket)
    items = items_of(rows, today=clock.day_of(now))
    last = last_bucket(column)
    if bucket < 1 or bucket > last:
        return None
    if bucket == last:
        depends_on(library.bucket_key(column.pk, bucket + 1))
    pager = Pager(
        number=bucket,
        newer=_link(column, bucket + 1) if bucket < last else None,
        older=_link(column, bucket - 1) if bucket > 1 else None,
        newest=Link("", column.address),
        oldest=_link(column, 1) if bucket > 1 else None,
    )
    return _column_page(frame, column, items, pager, latest(rows), current=False)


def group(frame: Frame, column: Column, now: datetime) -> TopicPage:
    """A group or topic: its columns' newest, or its own articles (栏目组、专题)."""
    blocks, shown, today = [], [], clock.day_of(now)
    children = frame.tree.shown(frame.tree.children(column))
    for child in children:
        rows = library.newest_in(child.pk, GROUP_ROWS, now)
        shown += rows
        below = frame.links(frame.tree.shown(frame.tree.children(child)))
        heading = frame.link(child)
        items = items_of(rows, today=today, pins_on=now)
        blocks.append(Block(heading.title, heading.url, items, below))
    if not children:
        shown = library.newest_in(column.pk, library.BUCKET, now)
        blocks.append(Block(_("最新内容"), "", items_of(shown, today=today, pins_on=now)))
    return TopicPage(
        title=column.title,
        summary=column.description,
        breadcrumb=frame.breadcrumb(column, current=True),
        blocks=tuple(blocks),
        archived_on=clock.day_of(column.closed_at) if column.closed_at else None,
        updated_at=latest(shown),
    )


def only_text(column: Column, now: datetime) -> Article | None:
    """The text of a page of one article (单页栏目): the newest one placed on it."""
    rows = library.newest_in(column.pk, 1, now)
    return library.text_of(rows[0].heading.uid) if rows else None


def plain(frame: Frame, column: Column, article: Article, now: datetime) -> PlainPage:
    """A page of one article (单页栏目)."""
    return PlainPage(
        title=column.title,
        breadcrumb=frame.breadcrumb(column, current=True),
        body=mark_safe(article.body),  # noqa: S308 - cleaned when it was saved
        updated_at=clock.beijing(article.last_published_at or now),
    )


def site_map(frame: Frame) -> MapPage:
    """The site map (网站地图)."""
    groups = []
    for column in frame.tree.shown(frame.tree.top()):
        links = frame.links(frame.tree.shown(frame.tree.children(column)))
        heading = frame.link(column)
        groups.append(LinkGroup(heading.title, heading.url, links))
    groups += filter(None, (group(frame.profile.site_id) for _name, group in map_groups))
    return MapPage(tuple(groups), dated_subsite_links(frame))


def _column_page(
    frame: Frame,
    column: Column,
    items: tuple[Item, ...],
    pager: Pager,
    updated_at: datetime | None,
    *,
    current: bool,
) -> ColumnPage:
    above = frame.tree.above(column)
    beside = frame.tree.shown(frame.tree.siblings(column))
    return ColumnPage(
        title=column.title,
        description=column.description,
        breadcrumb=frame.breadcrumb(column, current=current),
        side_title=above[-1].title if above else frame.chrome.name,
        side=tuple(frame.link(row, current=row.pk == column.pk) for row in beside),
        items=items,
        pager=pager,
        feed_url=f"{column.address}feed.xml",
        duty=duty_text(frame, column),
        updated_at=updated_at,
    )


def duty_text(frame: Frame, column: Column) -> str:
    """栏目责任单位 and promised cycle, in words; not on foreign editions."""
    if frame.chrome.lang == "en":
        return ""
    unit = frame.tree.lead_unit_of(column)
    if not unit:
        return ""
    text = _("本栏目由{unit}负责").format(unit=unit)
    if days := frame.tree.cycle_of(column):
        text += _("，承诺每{days}天内更新").format(days=days)
    return text


def _link(column: Column, bucket: int) -> Link:
    return Link(str(bucket), bucket_path(column, bucket))


def latest(rows: Iterable[Row]) -> datetime | None:
    moments = [row.shown_at for row in rows]
    return clock.beijing(max(moments)) if moments else None
