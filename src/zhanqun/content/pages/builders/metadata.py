"""What machines read of a page besides its tags (结构化数据、社交卡片).

JSON-LD in the words of schema.org stands in a data block, which is no script and which the strict
content policy lets stand; social cards are Open Graph properties.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from html import unescape
from json.encoder import encode_basestring

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, Validity
from zhanqun.content.pages.builders.frame import SEARCH_PATH, Frame
from zhanqun.content.pages.builders.items import stamp
from zhanqun.content.pages.shapes import Link, Picture
from zhanqun.content.sites.api import Column
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import once

Tags = tuple[tuple[str, str], ...]
# Values are texts, lists of texts or parts that are written already; what is empty is left out.
Facts = dict[str, object]


class Part(str):
    """JSON that is written already."""

    __slots__ = ()


SAID_CHARS, READ_CHARS = 120, 800
_TAG = re.compile(r"<[^>]*>?")
FORCE: dict[str, str] = {
    Validity.IN_FORCE: "InForce",
    Validity.AMENDED: "PartiallyInForce",
    Validity.PARTLY_REPEALED: "PartiallyInForce",
    Validity.NOT_YET: "NotInForce",
    Validity.EXPIRED: "NotInForce",
    Validity.REPEALED: "NotInForce",
}


def description_of(article: Article) -> str:
    """The summary, else how the text begins."""
    if article.summary:
        return article.summary
    words = unescape(_TAG.sub("", article.body[:READ_CHARS]))
    return " ".join(words.split())[:SAID_CHARS]


def card(
    frame: Frame, kind: str, title: str, address: str, said: str, picture: Picture | None = None
) -> Tags:
    """A social card: what is shown where somebody shares the page (Open Graph)."""
    tags = (
        ("og:type", kind),
        ("og:site_name", frame.page_name),
        ("og:title", title),
        ("og:url", address),
        ("og:description", said),
        ("og:image", frame.base_url + picture.src if picture else ""),
    )
    return tuple((name, value) for name, value in tags if value)


def data_of_home(frame: Frame) -> str:
    """The organ whose site it is, and how the site is searched."""
    profile, base = frame.profile, frame.base_url
    organ = _organ(frame) | {"address": profile.address, "telephone": profile.phone}
    site: Facts = {
        "@type": "WebSite",
        "name": frame.page_name,
        "url": f"{base}/",
        "inLanguage": frame.chrome.lang,
        "potentialAction": _written(
            {
                "@type": "SearchAction",
                "target": f"{base}{SEARCH_PATH}?q={{query}}",
                "query-input": "required name=query",
            }
        ),
    }
    return _graph([_written(organ), _written(site)])


def data_of_column(frame: Frame, column: Column) -> str:
    """Where the column stands in the site."""
    return _graph([_crumbs_of(frame, column)])


def data_of_text(
    frame: Frame, article: Article, column: Column, canonical: str, picture: Picture | None
) -> str:
    """The text itself, by its kind, and where it stands."""
    describe = _DESCRIBED.get(ArticleKind(article.kind), _news)
    facts = describe(frame, article) | {"url": canonical}
    if picture is not None:
        facts["image"] = frame.base_url + picture.src
    return _graph([_written(facts), _crumbs_of(frame, column)])


def _news(frame: Frame, article: Article) -> Facts:
    return {"@type": "NewsArticle", "headline": article.title} | _dates(frame, article)


def _legislation(frame: Frame, article: Article) -> Facts:
    today = clock.day_of(clock.now())
    return {
        "@type": "Legislation",
        "name": article.title,
        "legislationIdentifier": article.number,
        "legislationDate": article.written_on.isoformat() if article.written_on else "",
        "legislationPassedBy": "、".join(article.issuing_organs),
        "legislationLegalForce": FORCE.get(library.validity_on(article, today), ""),
    } | _dates(frame, article)


def _person(frame: Frame, article: Article) -> Facts:
    offices = library.leader_of(article).offices
    organ = _written_organ(frame)
    return {"@type": "Person", "name": article.title, "jobTitle": offices, "worksFor": organ}


def _office(_frame: Frame, article: Article) -> Facts:
    facts = library.organ_of(article)
    return {
        "@type": "GovernmentOrganization",
        "name": article.title,
        "address": facts.address,
        "telephone": facts.telephone,
    }


_DESCRIBED: dict[str, Callable[[Frame, Article], Facts]] = {
    ArticleKind.DOCUMENT: _legislation,
    ArticleKind.LEADER: _person,
    ArticleKind.ORGAN: _office,
}


def _dates(frame: Frame, article: Article) -> Facts:
    published, changed = article.first_published_at, article.last_published_at
    return {
        "datePublished": stamp(published) if published else "",
        "dateModified": stamp(changed) if changed else "",
        "publisher": once(("organ data", frame.profile.site_id), partial(_written_organ, frame)),
    }


def _written_organ(frame: Frame) -> Part:
    return _written(_organ(frame))


def _organ(frame: Frame) -> Facts:
    name, url = frame.profile.name, frame.base_url + "/"
    return {"@type": "GovernmentOrganization", "name": name, "url": url}


def _crumbs_of(frame: Frame, column: Column) -> Part:
    return once(("crumb data", column.pk), partial(_read_crumbs, frame, column))


def _read_crumbs(frame: Frame, column: Column) -> Part:
    base, links = frame.base_url, frame.breadcrumb(column)
    places = [_place(number, link, base) for number, link in enumerate(links, start=1)]
    return _written({"@type": "BreadcrumbList", "itemListElement": places})


def _place(number: int, link: Link, base: str) -> Part:
    facts: Facts = {"@type": "ListItem", "position": Part(number), "name": link.title}
    return _written(facts | {"item": base + link.url})


def _written(facts: Facts) -> Part:
    """Texts are escaped for JSON, and so that none can end the block they stand in.

    By hand: every page of a text has some, and the general encoder takes several times as long.
    """
    pairs = (f'"{name}":{_value(value)}' for name, value in facts.items() if value)
    return Part("{" + ",".join(pairs) + "}")


def _value(value: object) -> str:
    if isinstance(value, Part):
        return value
    if isinstance(value, str):
        return encode_basestring(value).replace("<", "\\u003c")
    assert isinstance(value, list | tuple)
    return "[" + ",".join(map(_value, value)) + "]"


def _graph(parts: Iterable[Part]) -> str:
    return '{"@context":"https://schema.org","@graph":[' + ",".join(parts) + "]}"
