"""What follows a warning: its updates and its lifting (调整、解除). Both refer to the first.

Source: 《突发事件应对法》(2024) Art. 70.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.alerts import policies, rules, telling
from zhanqun.content.alerts.models import Alert
from zhanqun.content.alerts.reach import Tree
from zhanqun.content.alerts.services.composing import lock_alert, told
from zhanqun.content.alerts.states import ALERT, OPEN, AlertState, MessageType
from zhanqun.content.library import api as library
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError

# What a follower takes over from the message in force.
KEPT = (
    "status", "unit", "kind", "level", "issuer", "source", "area", "polygon", "circle", "geocodes",
    "onset_at", "expires_at", "alert_items", "instruction", "english", "response_level",
    "response_matter", "response_until", "response_measures", "topic", "reach", "site_ids",
    "except_ids",
)  # fmt: skip


class ChainEnded(DomainError):
    code = "alerts.chain_ended"
    message = _("这条预警{state}，不能再调整或解除。如险情又起，请发布新的预警。")
    status = 409


class FollowerWaits(DomainError):
    """There is one unreleased follower at a time, so that two never contradict."""

    code = "alerts.follower_waits"
    message = _("这条预警已有一条{kind}在办（{who}拟写），请先办完或作废它。")
    status = 409


@transaction.atomic
def begin_update(*, uid: UUID, by: User, now: datetime) -> Alert:
    """A draft that changes what is in force, with its facts filled in (调整).

    uid: of the message in force. Raises NotAllowed, ChainEnded, FollowerWaits.
    """
    alert = _follower(uid, MessageType.UPDATE, by, now)
    audit.record("alerts.composed", alert, by=by, at=now, after=told(alert))
    return alert


@transaction.atomic
def begin_lifting(*, uid: UUID, note: str, by: User, now: datetime) -> Alert:
    """A lifting, handed in for release at once (解除). note: why, which everyone reads.

    Raises NotAllowed, ChainEnded, FollowerWaits, Incomplete.
    """
    alert = _follower(uid, MessageType.CANCEL, by, now, library.clean_text(note).strip()[:300])
    alert.state = ALERT.target("submit", alert.state)
    rules.check_complete(alert, now)
    alert.submitted_by, alert.digest = by, rules.digest_of(alert)
    alert.save(update_fields=["state", "submitted_by", "digest"])
    audit.record("alerts.submitted", alert, by=by, at=now, after={"digest": alert.digest})
    telling.to_release(alert, by, now)
    return alert


def _follower(
    uid: UUID, message_type: MessageType, by: User, now: datetime, note: str = ""
) -> Alert:
    head = lock_alert(uid)
    policies.check_may_compose(by, head, head.unit, Tree())
    if head.state != AlertState.IN_FORCE or (head.expires_at and head.expires_at <= now):
        raise ChainEnded(state=_state_of(head))
    first = head.first or head
    waiting = Alert.objects.filter(first=first, state__in=OPEN).select_related("composed_by")
    if (other := waiting.first()) is not None:
        raise FollowerWaits(kind=other.get_message_type_display(), who=other.composed_by)
    return Alert.objects.create(
        first=first,
        message_type=message_type,
        composed_by=by,
        composed_at=now,
        note=note,
        **{name: getattr(head, name) for name in KEPT},
    )


def _state_of(head: Alert) -> str:
    in_force = head.state == AlertState.IN_FORCE
    return str(AlertState.EXPIRED.label if in_force else head.get_state_display())
