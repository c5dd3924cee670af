"""The release (签发): from here on it stands on the sites."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.content.alerts import locks, policies, rules, telling
from zhanqun.content.alerts.announcing import alerts_changed
from zhanqun.content.alerts.facts import facts
from zhanqun.content.alerts.models import Alert
from zhanqun.content.alerts.reach import Tree, anchors
from zhanqun.content.alerts.senders import sender_code
from zhanqun.content.alerts.services.chains import ChainEnded
from zhanqun.content.alerts.services.composing import lock_alert, told
from zhanqun.content.alerts.states import ALERT, AlertState, MessageType
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError


class TextChanged(DomainError):
    """The page showed another text than the one that waits."""

    code = "alerts.text_changed"
    message = _("预警内容在您打开页面后改过，请重新核对后再签发。")
    status = 409


class AlreadyInForce(DomainError):
    code = "alerts.already_in_force"
    message = _("{issuer}在{area}已有一条{signal}生效，请调整那一条，不要重复发布。")
    status = 409


@transaction.atomic
def release(*, uid: UUID, digest: str, by: User, now: datetime) -> Alert:
    """Put it in force (签发): identified, on all chosen sites within seconds.

    digest: of the text that the person read. Raises NotAllowed, NotOwnRelease, IllegalMove,
    TextChanged, ChainEnded, AlreadyInForce, PeriodOver.
    """
    locks.release_alone()
    alert = lock_alert(uid)
    tree = Tree()
    policies.check_may_release(by, alert, tree)
    lifting = alert.message_type == MessageType.CANCEL
    alert.state = ALERT.target("release_lifting" if lifting else "release", alert.state)
    if digest != alert.digest or digest != rules.digest_of(alert):
        raise TextChanged
    rules.check_complete(alert, now)
    former = _former(alert, now)
    _check_alone(alert, former)
    _identify(alert, by, now, tree)
    if lifting:
        alert.ended_at = now
        alert.shown_until = now + timedelta(hours=facts().lifted_shown_hours)
    alert.save()
    audit.record(
        "alerts.lifted" if lifting else "alerts.released",
        alert,
        by=by,
        at=now,
        after=told(alert) | {"identifier": alert.identifier, "sites": len(alert.site_ids)},
        reason=alert.note,
    )
    alerts_changed([alert, *([former] if former else [])])
    telling.settled(alert, now)
    return alert


def _former(alert: Alert, now: datetime) -> Alert | None:
    """What this one takes the place of; it ends now. Raises ChainEnded."""
    if alert.first is None:
        return None
    chain = Alert.objects.select_for_update().filter(state=AlertState.IN_FORCE)
    head = chain.filter(Q(pk=alert.first.pk) | Q(first=alert.first)).first()
    if head is None or (head.expires_at is not None and head.expires_at <= now):
        raise ChainEnded(state=AlertState.EXPIRED.label if head else _("已解除或过期"))
    move = "lift" if alert.message_type == MessageType.CANCEL else "adjust"
    head.state, head.ended_at = ALERT.target(move, head.state), now
    head.save(update_fields=["state", "ended_at"])
    return head


def _check_alone(alert: Alert, former: Alert | None) -> None:
    if alert.state != AlertState.IN_FORCE:
        return
    twin = Alert.objects.filter(
        state=AlertState.IN_FORCE,
        kind=alert.kind,
        issuer=alert.issuer,
        area=alert.area,
        status=alert.status,
    ).first()
    if twin is not None:
        raise AlreadyInForce(issuer=twin.issuer, area=twin.area, signal=twin.signal)


def _identify(alert: Alert, by: User, now: datetime, tree: Tree) -> None:
    """Identifiers are counted in seconds: two of one sender in one second take two of them."""
    code = sender_code(alert.unit)
    sent_at = now.replace(microsecond=0)
    while Alert.objects.filter(identifier=rules.identifier_of(code, sent_at)).exists():
        sent_at += timedelta(seconds=1)
    alert.identifier, alert.sent_at = rules.identifier_of(code, sent_at), sent_at
    alert.sender = f"{code}@{tree.by_site[anchors(alert, tree)[0]].domain}"
    alert.headline = rules.headline_of(alert.issuer, alert.kind, alert.level, alert.message_type)
    alert.released_by = by
