"""News: headline, picture, tabs, lists, what is gathered from other sites."""

from collections.abc import Mapping
from typing import Any

from zhanqun.content.library import api as library
from zhanqun.content.pages.builders import alerts as warnings
from zhanqun.content.pages.builders.arranged import Arranger
from zhanqun.content.pages.builders.items import items_elsewhere, picture_of, url_of
from zhanqun.content.pages.shapes import Block, Headline, Link, Picture, Tabs

PICTURES_LOOKED_AT = 5
HEADLINE_LINKS = 4

Values = Mapping[str, Any]


def headline(page: Arranger, values: Values) -> Headline | None:
    column = page.column(values)
    newest = page.newest(column, 1) if column else []
    if not newest:
        return None
    article = newest[0].heading
    if article.is_document:
        related = library.interpretations_of(article.uid)
    else:
        related = library.headings(article.interprets)
    rows = items_elsewhere(related, page.site_id, today=page.today)
    links = tuple(Link(row.title, row.url) for row in rows[:HEADLINE_LINKS])
    return Headline(article.title, url_of(article), links)


def picture(page: Arranger, values: Values) -> Picture | None:
    column = page.column(values)
    for row in page.newest(column, PICTURES_LOOKED_AT) if column else []:
        found = picture_of(row.heading, url_of(row.heading))
        if found is not None:
            return found
    return None


def tabs(page: Arranger, values: Values) -> Tabs | None:
    found = tuple(page.list_of(column, values["rows"]) for column in page.columns(values))
    return Tabs(found) if found else None


def plain_list(page: Arranger, values: Values) -> Block | None:
    column = page.shown_column(values)
    if column is None:
        return None
    block = page.list_of(column, values["rows"])
    return Block(values.get("title") or block.title, block.url, block.items)


def gathered(page: Arranger, values: Values) -> Block | None:
    """From columns of any site and by tag, newest first, each text once (汇聚)."""
    rows = values["rows"]
    headings = {row.pk: row for row in page.newest_elsewhere(values.get("sources", []), rows)}
    headings |= {row.pk: row for row in library.newest_tagged(values.get("tags", []), rows)}
    newest = sorted(headings.values(), key=lambda row: row.first_published_at, reverse=True)
    items = items_elsewhere(newest[: rows * 2], page.site_id, today=page.today)[:rows]
    page.saw(newest[:rows])
    return Block(values["title"], "", items) if items else None


def alerts(page: Arranger, values: Values) -> Block | None:
    """The warnings in force, by their signals; nothing while there is none."""
    words = values.get("title") or page.word("预警信息", "Warnings")
    items = warnings.items_on(page.site_id, page.now, english=page.frame.chrome.lang == "en")
    return Block(words, warnings.LIST_PATH, items) if items else None


def subsites(page: Arranger, values: Values) -> Block | None:
    links = page.subsites()
    title = values.get("title") or page.word("部门区县", "Departments and districts")
    return Block(title, "", links=links) if links else None
