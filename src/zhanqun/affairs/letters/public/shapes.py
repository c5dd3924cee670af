"""Ready values for the pages of letters (来信页面); templates print them and ask nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString

from zhanqun.content.pages.api import Figure, Link, Pager


@dataclass(frozen=True, slots=True)
class Row:
    """A published letter in a list."""

    title: str
    url: str
    sort: str
    unit: str
    days: str  # how long it took
    answered_on: date


@dataclass(frozen=True, slots=True)
class Box:
    """A mailbox to write to (信箱); url "" while it is closed."""

    name: str
    note: str
    sorts: str
    url: str


@dataclass(frozen=True, slots=True)
class IndexPage:
    """来信首页: mailboxes, the newest, figures at a glance, how letters are handled."""

    title: str
    breadcrumb: tuple[Link, ...]
    boxes: tuple[Box, ...]
    department_boxes: tuple[Box, ...]
    rows: tuple[Row, ...]
    all_url: str
    figures: tuple[Figure, ...]
    figures_note: str
    figures_url: str
    receipt_url: str
    questions: tuple[Link, ...]
    questions_url: str
    steps: tuple[tuple[str, str], ...]
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """Landing or numbered page of a list (来信列表); filters on the landing pages alone."""

    title: str
    breadcrumb: tuple[Link, ...]
    rows: tuple[Row, ...]
    pager: Pager
    filters: tuple[tuple[str, tuple[Link, ...]], ...]
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class LetterPage:
    """来信详情: the letter and its reply as they may be read by everybody."""

    title: str
    breadcrumb: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    text: tuple[str, ...]
    reply: tuple[str, ...]
    unit: str
    answered_on: date
    more: tuple[Link, ...]
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Table:
    """Figures as a table, with a chart of some of them (统计表)."""

    title: str
    chart: SafeString
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """来信统计: per unit and per month."""

    title: str
    breadcrumb: tuple[Link, ...]
    since: date | None
    counted_on: date | None
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    updated_at: datetime | None
