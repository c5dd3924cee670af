"""Pages that each site has (栏目页、网站地图、长者首页、提示页)."""

from dataclasses import dataclass, field
from datetime import datetime

from zhanqun.content.pages.shapes.frame import Link, LinkGroup
from zhanqun.content.pages.shapes.rows import Item, Pager


@dataclass(frozen=True, slots=True)
class ColumnPage:
    """Column landing page or one numbered list page (栏目页)."""

    title: str
    description: str
    breadcrumb: tuple[Link, ...]
    side_title: str
    side: tuple[Link, ...]
    items: tuple[Item, ...]
    pager: Pager
    feed_url: str
    duty: str  # 栏目责任单位 and promised cycle, "" when unset
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class MapPage:
    """Site map (网站地图) and, on the portal, all subsites with their latest update."""

    columns: tuple[LinkGroup, ...]
    subsites: tuple[Link, ...]
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ElderPage:
    """The home of elder mode (长者首页): telephone, things to do, news."""

    title: str
    phone: str
    phone_text: str
    phone_note: str
    entries: tuple[Link, ...]
    news: tuple[Item, ...]
    news_url: str
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class AccessibilityPage:
    """The reader's own settings and what the site does for everyone (无障碍说明)."""

    title: str
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MessagePage:
    """404, 410 and 50x pages: what happened and what to do next (提示页)."""

    code: int
    title: str
    text: str
    advice: tuple[str, ...] = field(default_factory=tuple)
    updated_at: datetime | None = None
