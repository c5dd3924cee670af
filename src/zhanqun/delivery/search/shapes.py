"""What is asked of a search engine and what it answers (检索的问与答)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Order(StrEnum):
    """相关度, 时间."""

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Query:
    """One search. Empty filters filter nothing; `page` counts from 1.

    kinds: of ArticleKind. validity: of Validity. site_id: None for the whole cluster (全站群).
    """

    text: str
    site_id: int | None = None
    site_ids: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    organs: tuple[str, ...] = ()
    validity: tuple[str, ...] = ()
    order: Order = Order.RELEVANCE
    page: int = 1
    per_page: int = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """Raw text cut into runs; `hit` says whether a run answers the query (标红)."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One text found. `url` is absolute where it is on another site than the one asked."""

    uid: str
    site_id: int
    site_name: str
    column: str
    title: tuple[Mark, ...]
    snippet: tuple[Mark, ...]
    url: str
    kind: str
    number: str
    organ: str
    source: str
    validity: str
    published_on: date


@dataclass(frozen=True, slots=True)
class Facet:
    """How many answers have this value of a filter (分面计数)."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """total: all that match. suggestion: another spelling that would find something, "" if none.

    facets: filter name (site, kind, year, organ, validity) -> its values, most frequent first.
    refused: a message for the reader where the query could not be answered, "" otherwise.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: dict[str, tuple[Facet, ...]] | None = None
    suggestion: str = ""
    refused: str = ""
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Document:
    """One live text on one site, as it is indexed: a text on three sites is three of them.

    key: "<article uid>:<site id>". published_on: 发布日期, in Beijing. files: text of attachments.
    """

    key: str
    uid: str
    site_id: int
    site_name: str
    column: str
    column_id: int
    title: str
    body: str
    url: str
    kind: str
    number: str
    organs: tuple[str, ...]
    subject: str
    source: str
    validity: str
    published_on: date
    files: str = ""


class Engine(Protocol):
    """An index of documents: tantivy on this node, or an OpenSearch cluster."""

    def search(self, query: Query) -> Answer:
        """Answer within 100 ms, whatever was typed; never raises for what a reader sent."""

    def complete(self, typed: str, *, site_id: int | None = None, limit: int = 8) -> list[str]:
        """Titles and hot words that begin with, or contain, what was typed (输入联想)."""

    def put(self, documents: Iterable[Document]) -> int:
        """Add documents or replace those with the same keys; returns how many."""

    def remove(self, keys: Iterable[str]) -> None:
        """Take documents out by key; unknown keys are no error."""

    def commit(self) -> None:
        """Make what was put and removed visible to searches."""

    def count(self) -> int:
        """How many documents are in the index."""
