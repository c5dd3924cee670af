"""What the tests of this room begin with."""

from datetime import timedelta

from zhanqun.content.alerts import services
from zhanqun.content.alerts.models import Alert

TYPHOON = {
    "kind": "11B01",
    "level": 1,
    "issuer": "青云市气象台",
    "source": "青云市气象台 2026年第12号",
    "area": "沿江三区",
    "alert_items": "台风“海葵”将于17日20时前后在我市登陆，阵风可达14级。",
    "instruction": "沿江三区停课停工停运，请立即转移到就近安置点。",
}


def content(town, **changes) -> dict[str, object]:
    """A red typhoon warning on all sites, from now for twelve hours."""
    facts = {
        "onset_at": town.now,
        "expires_at": town.now + timedelta(hours=12),
        "reach": "all",
        "site_ids": [],
    }
    return TYPHOON | facts | changes


def checking(town, *, by: str = "editor", **changes) -> Alert:
    """Composed and handed in by the portal's editor."""
    person = town.people[by]
    alert = services.compose(content=content(town, **changes), by=person, now=town.now)
    return services.submit(uid=alert.uid, by=person, now=town.now)


def released(town, **changes) -> Alert:
    """In force: the portal's chief editor released it."""
    alert = checking(town, **changes)
    return services.release(
        uid=alert.uid, digest=alert.digest, by=town.people["chief"], now=town.now
    )


def lifted(town, alert: Alert) -> Alert:
    """In force no more: asked for by the editor, released by the chief editor."""
    lifting = services.begin_lifting(
        uid=alert.uid, note="解除", by=town.people["editor"], now=town.now
    )
    return services.release(
        uid=lifting.uid, digest=lifting.digest, by=town.people["chief"], now=town.now
    )
