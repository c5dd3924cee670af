"""Reading warnings at the desk, each narrowed to what the person may see."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, Q, QuerySet

from zhanqun.content.alerts import policies
from zhanqun.content.alerts.facts import Deadline, facts
from zhanqun.content.alerts.models import Alert, AlertTemplate, Event, Mourning
from zhanqun.content.alerts.reach import Tree
from zhanqun.content.alerts.states import OPEN, PUBLIC, AlertState, TemplateState
from zhanqun.content.library import api as library
from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units


def alerts_visible_to(user: Any) -> QuerySet[Alert]:
    """What is public is everybody's; the rest is for the unit's people and the sites'."""
    rows = Alert.objects.select_related("first", "unit", "composed_by", "released_by", "topic")
    covered = Tree().covered_by(user, policies.READERS)
    own = Q(unit_id__in=units.units_covered(user, policies.READERS))
    return rows.filter(
        Q(state__in=PUBLIC) | own | Q(site_ids__overlap=sorted(covered)) | Q(composed_by=user)
    )


def in_force(rows: QuerySet[Alert]) -> QuerySet[Alert]:
    """Highest first, then the newest."""
    return rows.filter(state=AlertState.IN_FORCE).order_by("level", "-sent_at")


def waiting(rows: QuerySet[Alert]) -> QuerySet[Alert]:
    return rows.filter(state=AlertState.CHECKING).order_by("level", "composed_at")


def drafts(rows: QuerySet[Alert]) -> QuerySet[Alert]:
    return rows.filter(state=AlertState.DRAFT).order_by("-composed_at")


def ended(rows: QuerySet[Alert]) -> QuerySet[Alert]:
    """Ends of chains, as they were last."""
    gone = rows.filter(state__in=[AlertState.EXPIRED, AlertState.LIFTED])
    return gone.exclude(message_type="Cancel")


def chain_of(alert: Alert) -> QuerySet[Alert]:
    """Every released message of a warning, newest first (全过程)."""
    first = alert.first_id or alert.pk
    rows = Alert.objects.filter(Q(pk=first) | Q(first=first), state__in=PUBLIC)
    return rows.select_related("first", "released_by").order_by("-sent_at", "-pk")


def open_follower(alert: Alert) -> Alert | None:
    """What is being prepared to change or lift it."""
    first = alert.first_id or alert.pk
    return Alert.objects.filter(first=first, state__in=OPEN).first()


def templates_of(user: Any) -> QuerySet[AlertTemplate]:
    """Templates of the units that a person writes for, and of the units above."""
    rows = AlertTemplate.objects.select_related("unit", "written_by", "approved_by")
    above = {key for _kind, key in units.unit_scopes(user.unit)}
    covered = units.units_covered(user, policies.READERS)
    return rows.filter(unit_id__in=above | covered).order_by("level", "kind", "name")


def templates_offered(user: Any) -> QuerySet[AlertTemplate]:
    return templates_of(user).filter(state=TemplateState.APPROVED)


def mournings_visible_to(user: Any) -> QuerySet[Mourning]:
    """For whoever decides on mourning somewhere, and supervisors."""
    rows = Mourning.objects.select_related("unit", "asked_by", "decided_by").order_by("-starts_at")
    if policies.may_mourn(user):
        return rows
    return rows.filter(unit_id__in=units.units_covered(user, [units.Role.SUPERVISOR]))


def events_visible_to(user: Any) -> QuerySet[Event]:
    """Events on topics whose columns the person edits."""
    rows = Event.objects.select_related("topic", "updates", "unit").order_by("-happened_at")
    return rows.filter(topic_id__in=sites.columns_edited_by(user))


def hours_of(event: Event) -> list[tuple[Deadline, datetime, datetime | None]]:
    """By when each thing is wanted, and when it was done (发布时限); nights and holidays count."""
    is_major = event.level <= 2
    updates = library.Article.objects.filter(
        live=True,
        placements__column=event.updates_id,
        placements__state=library.PlacementState.LIVE,
        first_published_at__gte=event.happened_at,
    )
    begun = updates.aggregate(first=Min("first_published_at"))["first"]
    done = {"authoritative": begun, "press": event.pressed_at, "other": begun}
    return [
        (row, event.happened_at + timedelta(hours=row.hours), done.get(row.code))
        for row in facts().deadlines
        if row.is_major == is_major
    ]
