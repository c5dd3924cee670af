"""Leaders and organs (领导之窗、机构职能)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from zhanqun.content.pages.shapes.frame import Link
from zhanqun.content.pages.shapes.rows import FileLink, Item, Picture


@dataclass(frozen=True, slots=True)
class LeaderPage:
    """One leader (负责人): office, CV, division of work, what news tells of them."""

    title: str  # the name
    offices: tuple[str, ...]
    portrait: Picture | None
    breadcrumb: tuple[Link, ...]
    body: SafeString  # an introduction, "" without
    duties: str
    career: tuple[tuple[str, ...], ...]  # time span and text
    contact: str
    activities: tuple[Item, ...]
    notice: str
    files: tuple[FileLink, ...]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class OrganPage:
    """One organ (机构): functions, facts, inner offices."""

    title: str  # the official name
    breadcrumb: tuple[Link, ...]
    body: SafeString  # the functions
    head: str
    address: str
    hours: str
    telephone: str
    offices: tuple[tuple[str, ...], ...]  # name, duties, telephone
    notice: str
    files: tuple[FileLink, ...]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class LeaderCard:
    """One leader among the others (领导之窗)."""

    name: str
    url: str
    offices: tuple[str, ...]
    portrait: Picture | None


@dataclass(frozen=True, slots=True)
class OrganCard:
    """One organ among the others (机构职能)."""

    name: str
    url: str
    address: str
    telephone: str


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """A column of leaders or organs in their order (领导之窗、机构职能); further texts below."""

    title: str
    description: str
    breadcrumb: tuple[Link, ...]
    side_title: str
    side: tuple[Link, ...]
    leaders: tuple[LeaderCard, ...]
    organs: tuple[OrganCard, ...]
    items: tuple[Item, ...]
    feed_url: str
    duty: str
    updated_at: datetime | None
