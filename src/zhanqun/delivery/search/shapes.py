"""What is asked of a search engine and what it answers (检索的问与答)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

# Of a longer query only so many characters are looked for.
QUERY_LENGTH = 240
PAGES_MOST = 100


class Order(StrEnum):
    """相关度, 时间."""

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Query:
    """One search. Empty filters filter nothing; `page` counts from 1, up to `PAGES_MOST`.

    site_id: the site asked, None for the whole cluster (全站群); here_id: the site whose page
    shows the answer, so that addresses on it may be short. kinds: of ArticleKind. topics: classes
    of the official 22 (主题分类). validity: of Validity. with_facets: whether counts by site, kind,
    year, organ, topic and validity are wanted. Without a text, but with filters, all that passes
    them is found, the newest first.
    """

    text: str
    site_id: int | None = None
    site_ids: tuple[int, ...] = ()
    column_ids: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    organs: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    validity: tuple[str, ...] = ()
    order: Order = Order.RELEVANCE
    page: int = 1
    per_page: int = 10
    here_id: int | None = None
    with_facets: bool = True

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the site asked narrows what is found."""
        filters = (self.site_ids, self.column_ids, self.kinds, self.years, self.organs)
        return any((*filters, self.topics, self.validity))


@dataclass(frozen=True, slots=True)
class Mark:
    """Raw text cut into runs; `hit` says whether a run answers the query (标红)."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One text found. `url` is absolute where it is on another site than `Query.here_id`.

    ending: since when a newer document made it what it is; ended_by: that document as it is cited,
    ended_by_url: its full address.
    """

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
    ending: str = ""
    ended_by: str = ""
    ended_by_url: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """How many answers have this value of a filter (分面计数)."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class BestBet:
    """What editors put on top of a query (推荐): a link they chose."""

    title: str
    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """total: all that match. suggestion: another spelling that would find something, "" if none.

    facets: filter name (site, kind, year, organ, topic, validity) -> its values, most frequent
    first; None where not asked for (`Query.with_facets`).
    is_wider: nothing has all words, so texts with most of them are shown (放宽检索).
    is_cut: the query was longer than `QUERY_LENGTH` and only its beginning was looked for.
    refused: a message for the reader where the query could not be answered, "" otherwise.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: dict[str, tuple[Facet, ...]] | None = None
    best_bets: tuple[BestBet, ...] = ()
    suggestion: str = ""
    is_wider: bool = False
    is_cut: bool = False
    refused: str = ""
    took_ms: float = 0.0


class Place(NamedTuple):
    """Where a text stands (落位): a site and a column of it."""

    site_id: int
    column_id: int


class Document(NamedTuple):
    """One live text as it is indexed, once however many sites show it.

    uid: of the article. places: its home first, each site once. path: its address within every
    site. number: as printed. topic: class of its subject. published_on: 发布日期, in Beijing.
    files: text of attachments. link: where a text of kind 链接 leads, "" otherwise. ending
    to ended_by_url: see `Hit`.
    """

    uid: str
    title: str
    body: str
    path: str
    kind: str
    places: tuple[Place, ...]
    published_on: date
    number: str = ""
    organs: tuple[str, ...] = ()
    topic: str = ""
    subject: str = ""
    source: str = ""
    validity: str = ""
    files: str = ""
    link: str = ""
    ending: str = ""
    ended_by: str = ""
    ended_by_url: str = ""


@dataclass(frozen=True, slots=True)
class SiteName:
    """How a site is called and reached; base_url without a slash at the end."""

    name: str
    base_url: str


@dataclass(frozen=True, slots=True)
class Directory:
    """Names that answers show but the index does not hold (名录), so that a site renamed or
    moved costs one small file. Labels of kinds and validity are those of their choices."""

    sites: Mapping[int, SiteName] = field(default_factory=dict)
    columns: Mapping[int, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    validity: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedBet:
    """A best bet with where and when it holds: site_id None for every site, days inclusive."""

    query: str
    bet: BestBet
    site_id: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What editors teach the search (检索词库); written to every node as one JSON file.

    synonyms: groups of words that mean the same, found for one another (同义词).
    hot: hot words (热词) by site id, None for every site; the first come first.
    """

    synonyms: tuple[tuple[str, ...], ...] = ()
    bets: tuple[PlannedBet, ...] = ()
    hot: Mapping[int | None, tuple[str, ...]] = field(default_factory=dict)


class Engine(Protocol):
    """An index of documents: tantivy on this node, or an OpenSearch cluster."""

    def search(self, query: Query, *, today: date) -> Answer:
        """Answer within 100 ms, whatever was typed; never raises for what a reader sent.

        today: decides which best bets hold.
        """

    def complete(self, typed: str, *, site_id: int | None = None, limit: int = 8) -> list[str]:
        """Titles and hot words that begin with, or contain, what was typed (输入联想)."""

    def put(self, documents: Iterable[Document]) -> int:
        """Add documents or replace those with the same uid; returns how many."""

    def remove(self, uids: Iterable[str]) -> None:
        """Take texts out; unknown ones are no error."""

    def commit(self) -> None:
        """Make what was put and removed visible to searches."""

    def count(self) -> int:
        """How many documents are in the index."""
