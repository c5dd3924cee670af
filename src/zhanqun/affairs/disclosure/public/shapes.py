"""Ready values for the pages of disclosure (公开页面); templates print them and ask nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from zhanqun.content.pages.api import FileLink, Link, Pager, Picture


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in a list. mark: its validity, where a reader must know; organ: its publisher's
    short name, where there are several."""

    title: str
    url: str
    index_no: str
    number: str
    published_on: date
    mark: str = ""
    in_force: bool = True
    organ: str = ""
    external: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """One item of the legal list and how much of it is public; url "" where there is nothing."""

    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Discloser:
    """A publisher among others (公开主体). newest_on: when it disclosed last."""

    name: str
    url: str
    count: int
    newest_on: date | None
    guide_url: str
    request_url: str


@dataclass(frozen=True, slots=True)
class IndexPage:
    """Everyone who discloses on a site, in groups, and what is new (公开主体一览)."""

    title: str
    breadcrumb: tuple[Link, ...]
    total: int
    groups: tuple[tuple[str, tuple[Discloser, ...]], ...]
    rows: tuple[Row, ...]
    links: tuple[Link, ...]
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublisherPage:
    """The uniform page of a publisher: guide, rules, legal list, annual reports, request entry.

    guide: label and value of who to turn to, () while there is no guide. reports_note: what stands
    where no report is public yet.
    """

    title: str
    breadcrumb: tuple[Link, ...]
    guide: tuple[tuple[str, str], ...]
    guide_url: str
    rules: tuple[Row, ...]
    rules_url: str
    total: int
    all_url: str
    items: tuple[Count, ...]
    rows: tuple[Row, ...]
    topics: tuple[Link, ...]
    reports: tuple[Link, ...]
    reports_url: str
    reports_note: str
    request_url: str
    requests: tuple[Link, ...]
    requests_note: str
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class GuidePage:
    """政府信息公开指南 in full: paragraphs under headings, and who to turn to."""

    title: str
    breadcrumb: tuple[Link, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    contact: tuple[tuple[str, str], ...]
    reviewed_on: date
    request_url: str
    more: tuple[Link, ...]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ListPage:
    """Landing or numbered page of a list of the catalogue; filters on the landing pages alone."""

    title: str
    breadcrumb: tuple[Link, ...]
    note: str
    rows: tuple[Row, ...]
    pager: Pager
    filters: tuple[tuple[str, tuple[Link, ...]], ...]
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class IssueCard:
    """An issue of the gazette in a list; contents: how many documents, as words."""

    title: str
    url: str
    dated: date
    contents: str


@dataclass(frozen=True, slots=True)
class GazettePage:
    """Issues of one year, and the other years (政府公报)."""

    title: str
    breadcrumb: tuple[Link, ...]
    note: str
    issues: tuple[IssueCard, ...]
    years: tuple[Link, ...]
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class IssuePage:
    """One issue: its documents in order, under headings (公报目录)."""

    title: str
    breadcrumb: tuple[Link, ...]
    note: str
    dated: date
    cover: Picture | None
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    files: tuple[FileLink, ...]
    older: Link | None
    newer: Link | None
    updated_at: datetime | None
