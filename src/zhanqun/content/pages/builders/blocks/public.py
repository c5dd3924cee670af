"""信息公开, 公共服务, 公众参与, and what belongs to them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.library.api import ArticleKind, Heading
from zhanqun.content.pages.builders.arranged import Arranger
from zhanqun.content.pages.builders.items import item_of, items_elsewhere
from zhanqun.content.pages.shapes import (
    Block,
    Link,
    LinkGroup,
    LinkGroups,
    Pair,
    Participation,
    Policy,
    TopicCard,
    Topics,
)
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column
from zhanqun.foundation.dependencies import depends_on

ENTRIES, TITLES, AUDIENCE_LINKS, READINGS, CARDS = 11, 6, 8, 3, 4
TONES = ("main", "deep", "main", "accent")

Values = Mapping[str, Any]


def policy(page: Arranger, values: Values) -> Policy | None:
    count, columns = values["rows"], page.columns(values)
    found: list[Heading] = []
    for column in columns:
        found += [row.heading for row in page.newest(column, count)]
    documents = [row for row in found if row.kind == ArticleKind.DOCUMENT]
    documents.sort(key=lambda row: row.first_published_at, reverse=True)
    library.interpretations(row.uid for row in documents[:count])
    pairs = tuple(_pair(page, row) for row in documents[:count])
    url = page.address_above(columns) if len(columns) > 1 else page.address_of(columns)
    title = values.get("title") or page.word(_("政策与解读"), "Policies explained")
    return Policy(title, url, pairs) if pairs else None


def _pair(page: Arranger, document: Heading) -> Pair:
    readings = library.interpretations_of(document.uid)[:READINGS]
    return Pair(
        document=item_of(document, document.address, today=page.today),
        interpretations=items_elsewhere(readings, page.site_id, today=page.today),
    )


def disclosure(page: Arranger, values: Values) -> Block | None:
    """Source of the 20 working days: 《政府信息公开条例》 Art. 33."""
    column = page.column(values)
    if column is None:
        return None
    live = page.live_figures("disclosure", values)
    first = live.links if live else ()
    links = (*first, *page.frame.links(page.children(column)[: ENTRIES - len(first)]))
    if url := values.get("apply_url"):
        name = page.word(_("依申请公开"), "Request information")
        note = page.word(_("20个工作日内答复"), "Reply within 20 working days")
        links = (Link(name, url, note=note), *links)
    heading = page.frame.link(column)
    return Block(values.get("title") or heading.title, heading.url, links=links) if links else None


def titles(page: Arranger, values: Values) -> Block | None:
    """A column's newest titles as plain links: 领导之窗, 机构职能."""
    column = page.column(values)
    if column is None:
        return None
    links = tuple(Link(row.title, row.url) for row in page.items(column, TITLES))
    heading = page.frame.link(column)
    return Block(heading.title, heading.url, links=links) if links else None


def services(page: Arranger, values: Values) -> LinkGroups | None:
    columns = page.columns(values)
    groups = tuple(_audience(page, column) for column in columns)
    title = values.get("title") or page.word(_("政务服务"), "Services")
    return LinkGroups(title, page.address_above(columns), groups) if groups else None


def _audience(page: Arranger, column: Column) -> LinkGroup:
    links = tuple(Link(row.title, row.url) for row in page.items(column, AUDIENCE_LINKS))
    heading = page.frame.link(column)
    return LinkGroup(heading.title, heading.url, links)


def participation(page: Arranger, values: Values) -> Participation | None:
    column = page.shown_column(values) if values.get("column") else None
    items = page.items(column, values["rows"]) if column else ()
    links = tuple(Link(name, url) for name, url in values.get("links", []))
    live = page.live_figures("participation", values)
    if not (items or links or live):
        return None
    url = page.frame.link(column).url if column else ""
    return Participation(
        title=values.get("title") or page.word(_("互动交流"), "Have your say"),
        url=url or (live.url if live else ""),
        links=links or (live.links if live else ()),
        items=(*(live.items if live else ()), *items)[: values["rows"]],
        figures=live.figures if live else (),
        figures_note=live.note if live else "",
    )


def topics(page: Arranger, values: Values) -> Topics | None:
    group = page.column(values)
    if group is None:
        return None
    columns = page.topics_below(group)[:CARDS]
    cards = tuple(_card(page, column, TONES[n % len(TONES)]) for n, column in enumerate(columns))
    heading = page.frame.link(group)
    return Topics(values.get("title") or heading.title, heading.url, cards) if cards else None


def _card(page: Arranger, column: Column, tone: str) -> TopicCard:
    depends_on(sites.words_key(column.pk))
    link = page.frame.link(column)
    return TopicCard(link.title, link.url, column.description, tone)
