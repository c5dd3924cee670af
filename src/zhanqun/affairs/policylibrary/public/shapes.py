"""Ready values for the pages of the library (文件库页面); templates print them and ask nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from zhanqun.content.library.api import Difference
from zhanqun.content.pages.api import Link, Pager


@dataclass(frozen=True, slots=True)
class Row:
    """A document in a list. validity: as words, "" where nothing is known; ending: why and since
    when it no longer holds, with the document that says so."""

    title: str
    url: str
    number: str
    organ: str
    written_on: date | None
    validity: str
    in_force: bool
    is_elsewhere: bool
    ending: str = ""
    ended_by: Link | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """One value of a facet and how many documents have it."""

    title: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """The values of a facet: those shown at once, and those that are opened."""

    title: str
    values: tuple[Counted, ...]
    more: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexPage:
    """政策文件库首页: search, facets, the newest, other ways in."""

    title: str
    breadcrumb: tuple[Link, ...]
    total: int
    search_action: str
    ways: tuple[Link, ...]
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    all_url: str
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """Landing or numbered page of a list (文件清单)."""

    title: str
    breadcrumb: tuple[Link, ...]
    rows: tuple[Row, ...]
    pager: Pager
    search_url: str
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class BundleRow:
    """All documents of a year in one file (年度数据包)."""

    year: int
    url: str
    count: int
    size: str
    sha256: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ApiPage:
    """开放接口说明. fields: name and meaning of each."""

    title: str
    breadcrumb: tuple[Link, ...]
    catalogue: str
    records: str
    record: str
    schema: str
    fields: tuple[tuple[str, str], ...]
    bundles: tuple[BundleRow, ...]
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Day:
    """What becomes of documents on a day (政策日历)."""

    on: date
    what: str
    row: Row


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """政策日历: what is near, or one month. months: those that hold something, by year."""

    title: str
    breadcrumb: tuple[Link, ...]
    days: tuple[Day, ...]
    nothing: str
    months: tuple[tuple[int, tuple[Link, ...]], ...]
    feed_url: str
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """新旧对照: what differs between two versions, field by field."""

    title: str
    breadcrumb: tuple[Link, ...]
    older: Link
    newer: Link
    parts: tuple[Difference, ...]
    updated_at: datetime | None
