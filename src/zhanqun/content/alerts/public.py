"""What public pages read of warnings (前台读取); whoever asks notes the keys here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db.models import Q, QuerySet

from zhanqun.content.alerts.facts import facts
from zhanqun.content.alerts.keys import bar_key, chain_key, event_key, mode_key
from zhanqun.content.alerts.models import Alert, Event, Mourning
from zhanqun.content.alerts.states import (
    PUBLIC,
    AlertState,
    MessageStatus,
    MessageType,
    MourningState,
)
from zhanqun.foundation.dependencies import depends_on, once

# How many ended warnings the list of a site tells of.
ENDED_ROWS = 20
FEED_ROWS = 50


@dataclass(frozen=True)
class Bar:
    """What the bar of a site shows: in force, highest first, then what was just lifted; how many
    more there are."""

    rows: tuple[Alert, ...]
    more: int


def bar_of(site_id: int, now: datetime) -> Bar:
    """The alert bar (预警条) of a site."""
    depends_on(bar_key(site_id))
    found = [row for row in _current(now) if row.covers(site_id)]
    found = [row for row in found if row.level in facts().bar_levels]
    shown = facts().bar_rows
    return Bar(tuple(found[:shown]), max(0, len(found) - shown))


def current_on(site_id: int, now: datetime) -> list[Alert]:
    """Warnings in force on a site, highest first."""
    depends_on(bar_key(site_id))
    return [
        row for row in _current(now) if row.covers(site_id) and row.state == AlertState.IN_FORCE
    ]


def ended_on(site_id: int) -> list[Alert]:
    """What ended lately on a site, newest first: the last message of each."""
    depends_on(bar_key(site_id))
    gone = _actual().filter(
        Q(state=AlertState.EXPIRED) | Q(state=AlertState.LIFTED, message_type=MessageType.CANCEL)
    )
    rows = gone.filter(_on(site_id)).order_by("-ended_at", "-pk")
    return list(rows.select_related("first")[:ENDED_ROWS])


def messages_on(site_id: int) -> list[Alert]:
    """The newest messages for the feed, each a file of its own."""
    depends_on(bar_key(site_id))
    rows = _actual().filter(_on(site_id)).order_by("-sent_at", "-pk")
    return list(rows.select_related("first", "released_by")[:FEED_ROWS])


def chain_on(site_id: int, uid: UUID) -> list[Alert]:
    """Every message of a warning, newest first; none where it does not show on the site."""
    depends_on(chain_key(site_id, uid))
    found = once(("alert chain", uid), partial(_read_chain, uid))
    return found if any(row.covers(site_id) for row in found) else []


def message(identifier: str) -> Alert | None:
    return once(("alert message", identifier), partial(_read_message, identifier))


def chains_on(site_id: int) -> Iterable[UUID]:
    """First messages of everything that ever showed on a site."""
    rows = _actual().filter(_on(site_id)).select_related("first")
    return dict.fromkeys(row.first.uid if row.first else row.uid for row in rows)


def identifiers_on(site_id: int) -> Iterable[str]:
    rows = _actual().filter(_on(site_id)).values_list("identifier", flat=True)
    return (identifier for identifier in rows if identifier)


def mourning_of(site_id: int) -> str:
    """ "": colour; "site": the whole site is grey, "home": its home (哀悼模式)."""
    depends_on(mode_key(site_id))
    rows = [row for row in once(("mournings",), _mournings) if row.covers(site_id)]
    if any(not row.home_only for row in rows):
        return "site"
    return "home" if rows else ""


def event_of(topic_id: int) -> Event | None:
    """The event that a topic tells of."""
    depends_on(event_key(topic_id))
    return once(("events",), _events).get(topic_id)


def _current(now: datetime) -> list[Alert]:
    """In force or just lifted, in the order of the bar; read once for all sites."""
    rows = once(("alerts",), _read_current)
    return [row for row in rows if (row.shown_until or row.expires_at or now) > now]


def _read_current() -> list[Alert]:
    wanted = Q(state=AlertState.IN_FORCE) | Q(shown_until__isnull=False)
    return sorted(_actual().filter(wanted).select_related("first"), key=_place)


def _read_chain(uid: UUID) -> list[Alert]:
    rows = _actual().filter(Q(uid=uid) | Q(first__uid=uid)).order_by("-sent_at", "-pk")
    return list(rows.select_related("first", "topic", "released_by"))


def _read_message(identifier: str) -> Alert | None:
    rows = _actual().select_related("first", "released_by")
    return rows.filter(identifier=identifier).first()


def _place(alert: Alert) -> tuple[bool, int, float]:
    assert alert.sent_at is not None
    lifted = alert.state != AlertState.IN_FORCE
    return lifted, 0 if lifted else alert.level, -alert.sent_at.timestamp()


def _actual() -> QuerySet[Alert]:
    return Alert.objects.filter(status=MessageStatus.ACTUAL, state__in=PUBLIC)


def _on(site_id: int) -> Q:
    return (Q(reach="all") | Q(site_ids__contains=[site_id])) & ~Q(except_ids__contains=[site_id])


def _mournings() -> list[Mourning]:
    return list(Mourning.objects.filter(state=MourningState.ON))


def _events() -> dict[int, Event]:
    return {row.topic_id: row for row in Event.objects.select_related("updates")}
