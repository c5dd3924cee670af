"""Mourning grey (哀悼模式): asked for by one, approved by another, ended early by either."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.alerts import policies, telling
from zhanqun.content.alerts.announcing import mourning_changed
from zhanqun.content.alerts.models import Mourning
from zhanqun.content.alerts.reach import Tree, chosen
from zhanqun.content.alerts.states import MOURNING, MourningState
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError


class MourningOver(DomainError):
    code = "alerts.mourning_over"
    message = _("结束时间要晚于开始时间，也要晚于现在。")


class EndReasonMissing(DomainError):
    code = "alerts.end_reason_missing"
    message = _("提前结束要写明理由。")


@transaction.atomic
def ask_mourning(*, content: Mapping[str, Any], by: User, now: datetime) -> Mourning:
    """Ask for grey pages (提出). content: reason, authority, home_only, starts_at, ends_at, reach,
    site_ids, except_ids. Raises NotAllowed, NoSites, MourningOver."""
    tree = Tree()
    names = ("reason", "authority", "home_only", "starts_at", "ends_at", "reach")
    mourning = Mourning(
        unit=policies.unit_of(by),
        asked_by=by,
        asked_at=now,
        **{name: content[name] for name in names},
    )
    mourning.site_ids = chosen(mourning.reach, content.get("site_ids", []), tree)
    mourning.except_ids = sorted(content.get("except_ids", []))
    policies.check_may_ask_mourning(by, mourning, tree)
    if mourning.ends_at <= max(mourning.starts_at, now):
        raise MourningOver
    mourning.save()
    audit.record("alerts.mourning_asked", mourning, by=by, at=now, after=_told(mourning))
    telling.mourning_asked(mourning, by, now)
    return mourning


@transaction.atomic
def decide_mourning(*, uid: UUID, approve: bool, by: User, now: datetime) -> Mourning:
    """Approve or refuse (批准、不批准); its time come, pages turn grey at once.

    Raises NotAllowed, NotOwnApproval, IllegalMove, MourningOver.
    """
    mourning = _lock(uid)
    policies.check_may_decide_mourning(by, mourning, Tree())
    mourning.state = MOURNING.target("approve" if approve else "refuse", mourning.state)
    if approve and mourning.is_over(now):
        raise MourningOver
    mourning.decided_by, mourning.decided_at = by, now
    mourning.save(update_fields=["state", "decided_by", "decided_at"])
    act = "alerts.mourning_approved" if approve else "alerts.mourning_refused"
    audit.record(act, mourning, by=by, at=now, after=_told(mourning))
    telling.settled(mourning, now)
    if mourning.state == MourningState.APPROVED and mourning.starts_at <= now:
        start(mourning, now)
    return mourning


@transaction.atomic
def end_mourning(*, uid: UUID, reason: str, by: User, now: datetime) -> Mourning:
    """Back to colour before its time (提前结束). Raises NotAllowed, IllegalMove."""
    mourning = _lock(uid)
    policies.check_may_ask_mourning(by, mourning, Tree())
    if not reason.strip():
        raise EndReasonMissing
    end(mourning, now, by=by, reason=reason.strip()[:200])
    return mourning


def start(mourning: Mourning, now: datetime) -> None:
    """Inside a transaction that holds its row."""
    mourning.state = MOURNING.target("start", mourning.state)
    mourning.started_at = now
    mourning.save(update_fields=["state", "started_at"])
    audit.record("alerts.mourning_started", mourning, by=None, at=now)
    mourning_changed(mourning)


def end(mourning: Mourning, now: datetime, *, by: User | None = None, reason: str = "") -> None:
    """Inside a transaction that holds its row."""
    mourning.state = MOURNING.target("end", mourning.state)
    mourning.ended_at, mourning.end_reason = now, reason
    mourning.save(update_fields=["state", "ended_at", "end_reason"])
    audit.record("alerts.mourning_ended", mourning, by=by, at=now, reason=reason)
    mourning_changed(mourning)


def _lock(uid: UUID) -> Mourning:
    return Mourning.objects.select_for_update(of=("self",)).get(uid=uid)


def _told(mourning: Mourning) -> dict[str, Any]:
    names = ("reason", "authority", "home_only", "starts_at", "ends_at", "reach", "except_ids")
    return {name: getattr(mourning, name) for name in names}
