"""Columns: landing pages, numbered list pages, groups, topics, plain pages, the map."""

from datetime import datetime

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Placement
from zhanqun.content.pages.builders.frame import Frame
from zhanqun.content.pages.builders.homes import subsite_links
from zhanqun.content.pages.builders.items import items_of
from zhanqun.content.pages.shapes import (
    Block,
    ColumnPage,
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
    newest = last_bucket(column)
    pager = Pager(
        number=None,
        newer=None,
        older=_link(column, newest) if column.next_number - 1 > library.BUCKET else None,
        newest=None,
        oldest=_link(column, 1) if newest > 1 else None,
    )
    return _column_page(frame, column, rows, pager, current=True)


def numbered(frame: Frame, column: Column, bucket: int) -> ColumnPage | None:
    """One numbered list page, or None while it has not come into being (列表分页)."""
    rows = library.bucket_in(column.pk, bucket)
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
    return _column_page(frame, column, rows, pager, current=False)


def group(frame: Frame, column: Column, now: datetime) -> TopicPage:
    """A group or topic: its columns' newest, or its own articles (栏目组、专题)."""
    blocks, updated = [], None
    children = frame.tree.shown(frame.tree.children(column.path))
    for child in children or [column]:
        rows = library.newest_in(child.pk, GROUP_ROWS if children else library.BUCKET, now)
        updated = _latest([updated, *(row.article.last_published_at for row in rows)])
        items = items_of(rows, today=clock.day_of(now))
        grandchildren = frame.tree.shown(frame.tree.children(child.path)) if children else []
        links = tuple(Link(c.title, c.address) for c in grandchildren)
        title = child.title if children else _("最新内容")
        blocks.append(Block(title, child.address if children else "", items, links))
    return TopicPage(
        title=column.title,
        summary=column.description,
        breadcrumb=frame.breadcrumb(*frame.tree.above(column), column, current=True),
        blocks=tuple(blocks),
        archived_on=clock.day_of(column.closed_at) if column.closed_at else None,
        updated_at=updated,
    )


def plain(frame: Frame, column: Column, now: datetime) -> PlainPage | None:
    """A page of one article (单页栏目): the newest one placed on it."""
    rows = library.newest_in(column.pk, 1, now)
    if not rows:
        return None
    article = rows[0].article
    return PlainPage(
        title=column.title,
        breadcrumb=frame.breadcrumb(*frame.tree.above(column), column, current=True),
        body=mark_safe(article.body),  # noqa: S308 - cleaned when it was saved
        updated_at=_latest([article.last_published_at]),
    )


def site_map(frame: Frame) -> MapPage:
    """The site map (网站地图)."""
    groups = []
    for column in frame.tree.shown(frame.tree.children(frame.home_path)):
        children = frame.tree.shown(frame.tree.children(column.path))
        links = tuple(Link(child.title, child.address) for child in children)
        groups.append(LinkGroup(column.title, column.address, links))
    return MapPage(tuple(groups), subsite_links(frame))


def _column_page(
    frame: Frame, column: Column, rows: list[Placement], pager: Pager, *, current: bool
) -> ColumnPage:
    above = frame.tree.above(column)
    siblings = frame.tree.children(above[-1].path if above else frame.home_path)
    side = tuple(
        Link(c.title, c.address, current=c.pk == column.pk) for c in frame.tree.shown(siblings)
    )
    return ColumnPage(
        title=column.title,
        description=column.description,
        breadcrumb=frame.breadcrumb(*above, column, current=current),
        side_title=above[-1].title if above else frame.chrome.name,
        side=side,
        items=items_of(rows, today=clock.day_of(clock.now())),
        pager=pager,
        feed_url=f"{column.address}feed.xml",
        duty=_duty_text(frame, column),
        updated_at=_latest(row.article.last_published_at for row in rows),
    )


def _duty_text(frame: Frame, column: Column) -> str:
    """栏目责任单位 and promised cycle, in words; not on foreign editions."""
    duty = frame.duty_of(column)
    if frame.chrome.lang == "en" or duty.lead_unit is None:
        return ""
    text = _("本栏目由{unit}负责").format(unit=duty.lead_unit.name)
    if duty.cycle_days:
        text += _("，承诺每{days}天内更新").format(days=duty.cycle_days)
    return text


def _link(column: Column, bucket: int) -> Link:
    return Link(str(bucket), bucket_path(column, bucket))


def _latest(moments: object) -> datetime | None:
    known = [moment for moment in moments if moment is not None]  # type: ignore[attr-defined]
    return clock.beijing(max(known)) if known else None
