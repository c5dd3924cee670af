"""Ready values for the page of a report (年报页面); its template prints them and asks nothing."""

from dataclasses import dataclass
from datetime import datetime

from zhanqun.affairs.annualreports.tables import Table
from zhanqun.content.pages.api import Link


@dataclass(frozen=True, slots=True)
class File:
    """The report to take away; kind: "PDF"; size: not known before it is made."""

    name: str
    url: str
    kind: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """一、… to 六、…: texts, each with its own heading or "", and tables."""

    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """年报详情. correction: why this version took the place of an earlier one."""

    title: str
    breadcrumb: tuple[Link, ...]
    organ: str
    published_at: datetime
    correction: str
    sections: tuple[Section, ...]
    files: tuple[File, ...]
    more: tuple[Link, ...]
    updated_at: datetime | None
