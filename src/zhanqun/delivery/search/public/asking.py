"""What a reader asks for in an address (检索参数): read leniently, written back in links.

A page ignores what makes no sense; the interface for programs names it (`faults`).
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhanqun.content.library.api import ArticleKind, Validity
from zhanqun.delivery.search.shapes import PAGES_MOST, QUERY_LENGTH, Order, Query
from zhanqun.foundation.feeds import feeds

PER_PAGE = 10
VALUES_MAX = 20  # of one filter
YEARS = range(1900, 2200)
ORGAN_CHARS_MAX = 120


class Scope(StrEnum):
    """本站, 全站群."""

    SITE = "site"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """One address of the search page. `is_cut`: more was typed than is searched for.

    faults: name of a parameter -> what is wrong with it, in the reader's language.
    """

    words: str = ""
    is_cut: bool = False
    scope: Scope = Scope.SITE
    sites: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    organs: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    validity: tuple[str, ...] = ()
    order: Order = Order.RELEVANCE
    page: int = 1
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def is_filtered(self) -> bool:
        return any(getattr(self, attribute) for attribute in FILTERS.values())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked: neither words nor a filter."""
        return not self.words and not self.is_filtered

    def query(self, site_id: int) -> Query:
        return Query(
            text=self.words,
            site_id=site_id if self.scope == Scope.SITE else None,
            site_ids=self.sites if self.scope == Scope.ALL else (),
            kinds=self.kinds,
            years=self.years,
            organs=self.organs,
            topics=self.topics,
            validity=self.validity,
            order=self.order,
            page=self.page,
            here_id=site_id,
            per_page=PER_PAGE,
        )

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """Parameters that stay when other words are looked for with the same filters."""
        parts = _parts(replace(self, words="", page=1, order=Order.RELEVANCE))
        return tuple((name, str(value)) for name, value in parts if name != "q")

    def link(self, path: str, **changes: Any) -> str:
        """The address with something changed; back on the first page unless `page` says else."""
        return path + "?" + urlencode(list(_parts(replace(self, **{"page": 1} | changes))))


# Name in the address -> attribute, of the filters.
FILTERS = {
    "site": "sites",
    "kind": "kinds",
    "year": "years",
    "organ": "organs",
    "topic": "topics",
    "validity": "validity",
}


def read(sent: QueryDict) -> Asked:
    """Read an address; never raises, whatever it holds."""
    faults: dict[str, str] = {}
    typed = plain(sent.get("q", ""))

    def one(name: str, default: Any, convert: Callable[[str], Any]) -> Any:
        return next(iter(several(name, convert, 1)), default)

    def several(
        name: str, convert: Callable[[str], Any], most: int = VALUES_MAX
    ) -> tuple[Any, ...]:
        values = {text: _converted(text, convert) for text in sent.getlist(name) if text}
        if any(value is None for value in values.values()) or len(values) > most:
            faults[name] = _("参数 {name} 的值不正确。").format(name=name)
        good = dict.fromkeys(value for value in values.values() if value is not None)
        return tuple(good)[:most]

    return Asked(
        words=typed[:QUERY_LENGTH].strip(),
        is_cut=len(typed) > QUERY_LENGTH,
        scope=one("scope", Scope.SITE, Scope),
        sites=several("site", _number(range(1, 2**31))),
        kinds=several("kind", _kind),
        years=several("year", _number(YEARS)),
        organs=several("organ", _organ),
        topics=several("topic", _organ),
        validity=several("validity", lambda text: Validity(text).value),
        order=one("order", Order.RELEVANCE, Order),
        page=one("page", 1, _number(range(1, PAGES_MOST + 1))),
        faults=faults,
    )


def _kind(text: str) -> str:
    """Of an article, or of the pages of another room. Raises ValueError."""
    return text if text in feeds else ArticleKind(text).value


def plain(text: str) -> str:
    """What was typed without controls, halves of characters and doubled blanks."""
    kept = "".join(
        " " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char
        for char in text[: QUERY_LENGTH * 20]
    )
    return " ".join(kept.split())


def _converted(text: str, convert: Callable[[str], Any]) -> Any:
    try:
        return convert(text)
    except ValueError:
        return None


def _number(allowed: range) -> Callable[[str], int]:
    def convert(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 12 and int(text) in allowed):
            raise ValueError(text)
        return int(text)

    return convert


def _organ(text: str) -> str:
    name = plain(text)
    if not 0 < len(name) <= ORGAN_CHARS_MAX:
        raise ValueError(text)
    return name


def _parts(asked: Asked) -> Iterable[tuple[str, Any]]:
    """What differs from the usual, in a fixed order: one question has one address."""
    yield "q", asked.words
    if asked.scope != Scope.SITE:
        yield "scope", asked.scope.value
    for name, attribute in FILTERS.items():
        yield from ((name, value) for value in getattr(asked, attribute))
    if asked.order != Order.RELEVANCE:
        yield "order", asked.order.value
    if asked.page > 1:
        yield "page", asked.page
