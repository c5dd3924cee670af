"""Homes: portal and subsites, from the places named in HomeSlot (首页)."""

from datetime import date, datetime

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, Placement
from zhanqun.content.pages.builders.frame import Frame
from zhanqun.content.pages.builders.items import (
    item_of,
    items_elsewhere,
    items_of,
    picture_of,
)
from zhanqun.content.pages.shapes import (
    Block,
    Headline,
    HomePage,
    Link,
    LinkGroup,
    Pair,
    Picture,
    SubsiteHome,
    TopicCard,
)
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, HomeSlotKind, SiteKind
from zhanqun.foundation import clock

TAB_ROWS, BLOCK_ROWS, PAIRS, ENTRIES, AUDIENCE_LINKS = 9, 6, 4, 11, 8
TONES = ("main", "deep", "main", "accent")


class HomeBuilder:
    """Fills the home of one site; remembers the newest change it showed."""

    def __init__(self, frame: Frame, now: datetime) -> None:
        self.frame = frame
        self.now = now
        self.today: date = clock.day_of(now)
        self.updated_at: datetime | None = None
        home = sites.home_of(frame.profile.site_id)
        self.slots: dict[str, list[Column]] = {}
        for slot in home.slots.all():
            column = frame.tree.at(slot.column_id)
            if column is not None:
                self.slots.setdefault(slot.kind, []).append(column)

    def portal(self) -> HomePage:
        topics = self._first(HomeSlotKind.TOPICS)
        services = self._group(HomeSlotKind.SERVICE)
        return HomePage(
            headline=self._headline(),
            picture=self._picture(),
            tabs=self._blocks(HomeSlotKind.TAB, TAB_ROWS),
            pairs=self._pairs(),
            policy_url=self._policy_url(),
            disclosure=self._entries(HomeSlotKind.DISCLOSURE),
            leaders=self._titles(HomeSlotKind.LEADERS),
            organs=self._titles(HomeSlotKind.ORGANS),
            audiences=tuple(self._audience(column) for column in services),
            services_url=self._parent_url(services),
            blocks=self._blocks(HomeSlotKind.BLOCK, BLOCK_ROWS),
            topics=self._topics(topics),
            topics_url=topics.address if topics else "",
            subsites=self._subsites(),
            links=(),
            updated_at=self._updated(),
        )

    def subsite(self) -> SubsiteHome:
        profile = self.frame.profile
        news = self._blocks(HomeSlotKind.TAB, TAB_ROWS)
        facts = [
            ("Address" if profile.language == "en" else "办公地址", profile.address),
            ("Hours" if profile.language == "en" else "办公时间", profile.office_hours),
            ("Telephone" if profile.language == "en" else "联系电话", profile.phone),
        ]
        return SubsiteHome(
            headline=self._headline(),
            picture=self._picture(),
            news=news[0] if news else None,
            disclosure=self._entries(HomeSlotKind.DISCLOSURE),
            blocks=news[1:] + self._blocks(HomeSlotKind.BLOCK, BLOCK_ROWS),
            pairs=self._pairs(),
            policy_url=self._policy_url(),
            about=tuple((label, text) for label, text in facts if text),
            updated_at=self._updated(),
        )

    def _first(self, kind: str) -> Column | None:
        return next(iter(self.slots.get(kind, [])), None)

    def _newest(self, column: Column, count: int) -> list[Placement]:
        found = library.newest_in(column.pk, count, self.now)
        for row in found:
            moment = row.article.last_published_at
            if moment and (self.updated_at is None or moment > self.updated_at):
                self.updated_at = moment
        return found

    def _updated(self) -> datetime | None:
        return clock.beijing(self.updated_at) if self.updated_at else None

    def _headline(self) -> Headline | None:
        column = self._first(HomeSlotKind.HEADLINE)
        newest = self._newest(column, 1) if column else []
        if not newest:
            return None
        article = newest[0].article
        related = library.documents_interpreted(article)
        if article.is_document:
            related = library.interpretations_of(article)
        rows = items_elsewhere(related, self.frame.profile.site_id, today=self.today)
        links = tuple(Link(row.title, row.url) for row in rows[:4])
        return Headline(article.title, article.link_url or article.address, links)

    def _picture(self) -> Picture | None:
        column = self._first(HomeSlotKind.PICTURE)
        for row in self._newest(column, 5) if column else []:
            picture = picture_of(row.article, row.article.address)
            if picture is not None:
                return picture
        return None

    def _blocks(self, kind: str, count: int) -> tuple[Block, ...]:
        blocks = []
        for column in self.frame.tree.shown(self.slots.get(kind, [])):
            rows = items_of(self._newest(column, count), today=self.today)
            blocks.append(Block(column.title, column.address, rows))
        return tuple(blocks)

    def _pairs(self) -> tuple[Pair, ...]:
        found: list[Placement] = []
        for column in self.slots.get(HomeSlotKind.POLICY, []):
            found += self._newest(column, PAIRS)
        documents = [row for row in found if row.article.kind == ArticleKind.DOCUMENT]
        documents.sort(key=lambda row: row.article.first_published_at, reverse=True)
        return tuple(self._pair(row.article) for row in documents[:PAIRS])

    def _pair(self, document: Article) -> Pair:
        readings = library.interpretations_of(document)[:3]
        site_id = self.frame.profile.site_id
        return Pair(
            document=item_of(document, document.address, today=self.today),
            interpretations=items_elsewhere(readings, site_id, today=self.today),
        )

    def _policy_url(self) -> str:
        columns = self.slots.get(HomeSlotKind.POLICY, [])
        return self._parent_url(columns) if len(columns) > 1 else self._url(columns)

    def _url(self, columns: list[Column]) -> str:
        return columns[0].address if columns else ""

    def _parent_url(self, columns: list[Column]) -> str:
        if not columns:
            return ""
        above = self.frame.tree.above(columns[0])
        return above[-1].address if above else columns[0].address

    def _entries(self, kind: str) -> Block | None:
        column = self._first(kind)
        if column is None:
            return None
        children = self.frame.tree.shown(self.frame.tree.children(column.path))
        links = tuple(Link(child.title, child.address) for child in children[:ENTRIES])
        return Block(column.title, column.address, links=links) if links else None

    def _titles(self, kind: str) -> Block | None:
        column = self._first(kind)
        if column is None:
            return None
        rows = items_of(self._newest(column, BLOCK_ROWS), today=self.today)
        links = tuple(Link(row.title, row.url) for row in rows)
        return Block(column.title, column.address, links=links) if links else None

    def _group(self, kind: str) -> list[Column]:
        return self.frame.tree.shown(self.slots.get(kind, []))

    def _audience(self, column: Column) -> LinkGroup:
        rows = items_of(self._newest(column, AUDIENCE_LINKS), today=self.today)
        links = tuple(Link(row.title, row.url) for row in rows)
        return LinkGroup(column.title, column.address, links)

    def _topics(self, group: Column | None) -> tuple[TopicCard, ...]:
        if group is None:
            return ()
        columns = self.frame.tree.shown(self.frame.tree.children(group.path))[:4]
        return tuple(
            TopicCard(column.title, column.address, column.description, TONES[place % 4])
            for place, column in enumerate(columns)
        )

    def _subsites(self) -> tuple[Link, ...]:
        return subsite_links(self.frame)


def subsite_links(frame: Frame) -> tuple[Link, ...]:
    """Subsites of a portal; the foreign edition has its place among the languages."""
    subsites = sites.profiles().filter(parent=frame.profile).exclude(kind=SiteKind.FOREIGN)
    return tuple(Link(row.short_name, sites.linked(row).base_url + "/") for row in subsites)
