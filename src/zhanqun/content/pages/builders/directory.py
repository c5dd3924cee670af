"""Leaders and organs (领导之窗、机构职能): their pages, and the columns that list them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.safestring import mark_safe

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, Heading, Row
from zhanqun.content.pages.builders.columns import duty_text, latest
from zhanqun.content.pages.builders.frame import Frame
from zhanqun.content.pages.builders.items import (
    file_links,
    files,
    items_elsewhere,
    items_of,
    picture_of,
)
from zhanqun.content.pages.shapes import (
    DirectoryPage,
    Item,
    LeaderCard,
    LeaderPage,
    OrganCard,
    OrganPage,
)
from zhanqun.content.sites.api import Column, ColumnType
from zhanqun.foundation import clock

TYPES = (ColumnType.LEADERS, ColumnType.ORGANS)
KINDS = (ArticleKind.LEADER, ArticleKind.ORGAN)
LAST = 10_000


def leader_page(
    frame: Frame, article: Article, column: Column, notice: str, now: datetime
) -> LeaderPage:
    facts = library.leader_of(article)
    return LeaderPage(
        title=article.title,
        offices=facts.offices,
        portrait=picture_of(article, ""),
        breadcrumb=frame.breadcrumb(column),
        body=mark_safe(article.body),  # noqa: S308 - cleaned when it was saved
        duties=facts.duties,
        career=facts.career,
        contact=facts.contact,
        activities=_activities(frame, article, now),
        notice=notice,
        files=file_links(article.files),
        updated_at=clock.beijing(article.last_published_at or now),
    )


def organ_column(frame: Frame, column: Column, article: Article, now: datetime) -> OrganPage:
    """The one organ of a column of one text (单页栏目)."""
    page = organ_page(frame, article, column, "", now)
    return replace(page, breadcrumb=frame.breadcrumb(column, current=True))


def organ_page(
    frame: Frame, article: Article, column: Column, notice: str, now: datetime
) -> OrganPage:
    facts = library.organ_of(article)
    return OrganPage(
        title=article.title,
        breadcrumb=frame.breadcrumb(column),
        body=mark_safe(article.body),  # noqa: S308 - cleaned when it was saved
        head=facts.head,
        address=facts.address,
        hours=facts.hours,
        telephone=facts.telephone,
        offices=facts.offices,
        notice=notice,
        files=file_links(article.files),
        updated_at=clock.beijing(article.last_published_at or now),
    )


def _activities(frame: Frame, article: Article, now: datetime) -> tuple[Item, ...]:
    """The site's newest texts that bear the leader's full name as a keyword (活动报道)."""
    site_id = frame.profile.site_id
    found = [row for row in library.tagged_on(site_id, article.title) if row.kind not in KINDS]
    library.places(row.uid for row in found)
    return items_elsewhere(found, site_id, today=clock.day_of(now))


def directory(frame: Frame, column: Column, now: datetime) -> DirectoryPage:
    """All that stands in the column: leaders and organs in their order, then other texts."""
    rows = library.standing_in(column.pk)
    texts = _texts(row.heading for row in rows if row.heading.kind in KINDS)
    others: list[Row] = [row for row in rows if row.heading.kind not in KINDS]
    above = frame.tree.above(column)
    beside = frame.tree.shown(frame.tree.siblings(column))
    return DirectoryPage(
        title=column.title,
        description=column.description,
        breadcrumb=frame.breadcrumb(column, current=True),
        side_title=above[-1].title if above else frame.chrome.name,
        side=tuple(frame.link(row, current=row.pk == column.pk) for row in beside),
        leaders=tuple(_leader_card(row) for row in texts if row.kind == ArticleKind.LEADER),
        organs=tuple(_organ_card(row) for row in texts if row.kind == ArticleKind.ORGAN),
        items=items_of(others, today=clock.day_of(now), pins_on=now),
        feed_url=f"{column.address}feed.xml",
        duty=duty_text(frame, column),
        updated_at=latest(rows),
    )


def _texts(headings: Iterable[Heading]) -> list[Article]:
    """Whole texts by their own order; those without one last, the newest first."""
    uids = [row.uid for row in headings]
    library.texts(uids)
    found = [text for uid in uids if (text := library.text_of(uid)) is not None]
    files([row.cover for row in found if row.cover])
    return sorted(found, key=_order)


def _order(article: Article) -> int:
    order = article.details.get("order")
    return LAST if order is None else int(order)


def _leader_card(article: Article) -> LeaderCard:
    facts = library.leader_of(article)
    portrait = picture_of(article, article.address)
    # The name stands beside it.
    shown = replace(portrait, alt="") if portrait else None
    return LeaderCard(article.title, article.address, facts.offices, shown)


def _organ_card(article: Article) -> OrganCard:
    facts = library.organ_of(article)
    return OrganCard(article.title, article.address, facts.address, facts.telephone)
