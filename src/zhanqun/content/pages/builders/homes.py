"""Homes: portal and subsites, from the places named in HomeSlot (首页)."""

from datetime import date, datetime

from zhanqun.content.library import api as library
from zhanqun.content.library.api import ArticleKind, Heading, Row
from zhanqun.content.pages.builders.frame import Frame
from zhanqun.content.pages.builders.items import (
    item_of,
    items_elsewhere,
    items_of,
    picture_of,
    url_of,
)
from zhanqun.content.pages.shapes import (
    Block,
    Headline,
    HomePage,
    Item,
    Link,
    LinkGroup,
    Pair,
    Picture,
    SubsiteHome,
    TopicCard,
)
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, HomeSlotKind, SiteKind, SiteProfile
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on

TAB_ROWS, BLOCK_ROWS, PAIRS, ENTRIES, AUDIENCE_LINKS = 9, 6, 4, 11, 8
TONES = ("main", "deep", "main", "accent")


class HomeBuilder:
    """Fills the home of one site; remembers the newest change it showed."""

    def __init__(self, frame: Frame, now: datetime) -> None:
        self.frame = frame
        self.now = now
        self.today: date = clock.day_of(now)
        self.updated_at: datetime | None = None
        depends_on(sites.slots_key(frame.profile.site_id))
        slots = sites.slots_of(frame.profile.site_id)
        self.slots: dict[str, list[Column]] = {}
        for slot in slots:
            column = frame.tree.at(slot.column_id)
            if column is not None:
                self.slots.setdefault(slot.kind, []).append(column)
        library.tops(slot.column_id for slot in slots)

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

    def _newest(self, column: Column, count: int) -> list[Row]:
        found = library.newest_in(column.pk, count, self.now)
        moments = [row.shown_at for row in found]
        if moments and (self.updated_at is None or max(moments) > self.updated_at):
            self.updated_at = max(moments)
        return found

    def _items(self, column: Column, count: int) -> tuple[Item, ...]:
        return items_of(self._newest(column, count), today=self.today, pins_on=self.now)

    def _updated(self) -> datetime | None:
        return clock.beijing(self.updated_at) if self.updated_at else None

    def _headline(self) -> Headline | None:
        column = self._first(HomeSlotKind.HEADLINE)
        newest = self._newest(column, 1) if column else []
        if not newest:
            return None
        article = newest[0].heading
        if article.is_document:
            related = library.interpretations_of(article.uid)
        else:
            related = library.headings(article.interprets)
        rows = items_elsewhere(related, self.frame.profile.site_id, today=self.today)
        links = tuple(Link(row.title, row.url) for row in rows[:4])
        return Headline(article.title, url_of(article), links)

    def _picture(self) -> Picture | None:
        column = self._first(HomeSlotKind.PICTURE)
        for row in self._newest(column, 5) if column else []:
            picture = picture_of(row.heading, row.heading.address)
            if picture is not None:
                return picture
        return None

    def _blocks(self, kind: str, count: int) -> tuple[Block, ...]:
        blocks = []
        for column in self.frame.tree.shown(self.slots.get(kind, [])):
            heading = self.frame.link(column)
            blocks.append(Block(heading.title, heading.url, self._items(column, count)))
        return tuple(blocks)

    def _pairs(self) -> tuple[Pair, ...]:
        found: list[Heading] = []
        for column in self.slots.get(HomeSlotKind.POLICY, []):
            found += [row.heading for row in self._newest(column, PAIRS)]
        documents = [row for row in found if row.kind == ArticleKind.DOCUMENT]
        documents.sort(key=lambda row: row.first_published_at, reverse=True)
        library.interpretations(row.uid for row in documents[:PAIRS])
        return tuple(self._pair(row) for row in documents[:PAIRS])

    def _pair(self, document: Heading) -> Pair:
        readings = library.interpretations_of(document.uid)[:3]
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
        children = self.frame.tree.shown(self.frame.tree.children(column))
        links = self.frame.links(children[:ENTRIES])
        heading = self.frame.link(column)
        return Block(heading.title, heading.url, links=links) if links else None

    def _titles(self, kind: str) -> Block | None:
        column = self._first(kind)
        if column is None:
            return None
        links = tuple(Link(row.title, row.url) for row in self._items(column, BLOCK_ROWS))
        heading = self.frame.link(column)
        return Block(heading.title, heading.url, links=links) if links else None

    def _group(self, kind: str) -> list[Column]:
        return self.frame.tree.shown(self.slots.get(kind, []))

    def _audience(self, column: Column) -> LinkGroup:
        links = tuple(Link(row.title, row.url) for row in self._items(column, AUDIENCE_LINKS))
        heading = self.frame.link(column)
        return LinkGroup(heading.title, heading.url, links)

    def _topics(self, group: Column | None) -> tuple[TopicCard, ...]:
        if group is None:
            return ()
        columns = self.frame.tree.shown(self.frame.tree.children(group))[:4]
        return tuple(self._topic(column, TONES[n % 4]) for n, column in enumerate(columns))

    def _topic(self, column: Column, tone: str) -> TopicCard:
        depends_on(sites.words_key(column.pk))
        link = self.frame.link(column)
        return TopicCard(link.title, link.url, column.description, tone)

    def _subsites(self) -> tuple[Link, ...]:
        return subsite_links(self.frame)


def subsite_links(frame: Frame) -> tuple[Link, ...]:
    """Subsites of a portal; the foreign edition has its place among the languages."""
    depends_on(sites.subsites_key(frame.profile.site_id))
    subsites = sites.profiles().filter(parent=frame.profile).exclude(kind=SiteKind.FOREIGN)
    return tuple(_subsite_link(row) for row in subsites)


def _subsite_link(profile: SiteProfile) -> Link:
    depends_on(sites.short_name_key(profile.site_id), sites.address_key(profile.site_id))
    return Link(profile.short_name, profile.base_url + "/")
