"""Which keys an act changes, on which sites (预警的依赖键)."""

from collections import defaultdict
from collections.abc import Iterable

from zhanqun.content.alerts.changes import announce
from zhanqun.content.alerts.keys import bar_key, chain_key, event_key, mode_key
from zhanqun.content.alerts.models import Alert, Event, Mourning
from zhanqun.content.alerts.reach import sites_of
from zhanqun.content.alerts.states import MessageStatus
from zhanqun.content.sites import api as sites


def alerts_changed(alerts: Iterable[Alert]) -> None:
    """Their bars, lists and pages, wherever they show; an exercise shows nowhere."""
    keys: dict[int, set[str]] = defaultdict(set)
    for alert in alerts:
        if alert.status != MessageStatus.ACTUAL:
            continue
        for site_id in sites_of(alert):
            keys[site_id] |= {bar_key(site_id), chain_key(site_id, alert.chain_uid)}
    announce(keys)


def mourning_changed(mourning: Mourning) -> None:
    announce({site_id: [mode_key(site_id)] for site_id in sites_of(mourning)})


def event_changed(event: Event) -> None:
    announce({sites.site_of(event.topic).pk: [event_key(event.topic_id)]})
