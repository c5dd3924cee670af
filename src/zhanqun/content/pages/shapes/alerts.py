"""Warnings and events (预警、突发事件专题)."""

from dataclasses import dataclass
from datetime import datetime

from zhanqun.content.pages.shapes.blocks import Block
from zhanqun.content.pages.shapes.frame import Link


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One warning as the bar and the list show it (预警). level: 1 red to 4 blue.

    signal: 台风红色预警. until: when the bar takes it off. state: 已解除, 已失效; "" in force.
    """

    level: int
    signal: str
    roman: str
    text: str
    url: str
    issuer: str
    issued_at: datetime
    until: datetime | None
    state: str = ""


@dataclass(frozen=True, slots=True)
class AlertBar:
    """What `/_/alert.html` shows (预警条); more: how many further warnings the list has."""

    lang: str
    rows: tuple[AlertRow, ...]
    more: int
    list_url: str


@dataclass(frozen=True, slots=True)
class AlertsPage:
    """All current warnings of a site, and what ended lately (预警信息)."""

    title: str
    breadcrumb: tuple[Link, ...]
    rows: tuple[AlertRow, ...]
    ended: tuple[AlertRow, ...]
    feed_url: str
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Update:
    """One timed update on an event (滚动发布). is_corrected: its text changed since (已更正)."""

    at: datetime
    title: str
    url: str
    summary: str
    source: str
    is_newest: bool
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class EventPage:
    """The topic of an emergency (突发事件专题): warnings in force, updates newest first."""

    title: str
    summary: str
    breadcrumb: tuple[Link, ...]
    alerts: tuple[AlertRow, ...]
    updates: tuple[Update, ...]
    updates_url: str
    blocks: tuple[Block, ...]
    is_closed: bool
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class AlertStep:
    """One message of a warning's history (发布过程)."""

    at: datetime
    title: str
    text: str
    identifier: str
    cap_url: str


@dataclass(frozen=True, slots=True)
class AlertPage:
    """One warning with its history (预警详情). notice: 已解除 or 已失效, "" while in force.

    response: 应急响应, a scale of its own; empty where none was started.
    """

    title: str
    breadcrumb: tuple[Link, ...]
    row: AlertRow
    notice: str
    record: tuple[tuple[str, str], ...]
    alert_items: tuple[str, ...]
    instruction: tuple[str, ...]
    response: tuple[tuple[str, str], ...]
    topic: Link | None
    history: tuple[AlertStep, ...]
    updated_at: datetime | None
