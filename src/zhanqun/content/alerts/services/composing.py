"""From nothing to what waits for release (拟写、送签发、退回、作废)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.alerts import policies, rules, telling
from zhanqun.content.alerts.facts import facts
from zhanqun.content.alerts.models import Alert, AlertTemplate
from zhanqun.content.alerts.reach import Tree, chosen
from zhanqun.content.alerts.states import ALERT, AlertState, MessageType, TemplateState
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError

# What a person may write; the rest follows.
WRITTEN = (
    "status", "kind", "level", "issuer", "source", "area", "polygon", "circle", "geocodes",
    "onset_at", "expires_at", "alert_items", "instruction", "english", "note", "response_level",
    "response_matter", "response_until", "response_measures", "topic",
)  # fmt: skip

KEPT_BY_UPDATES = ("status", "kind")


class TemplateNotApproved(DomainError):
    code = "alerts.template_not_approved"
    message = _("预案模板“{name}”{state}，不能套用。")
    status = 409


class NotADraft(DomainError):
    code = "alerts.not_a_draft"
    message = _("这条预警现在是“{state}”，不能再改。请刷新页面查看最新情况。")
    status = 409


class ReasonMissing(DomainError):
    code = "alerts.reason_missing"
    message = _("退回要写明理由，拟写人会看到。")


def lock_alert(uid: UUID) -> Alert:
    rows = Alert.objects.select_for_update(of=("self",)).select_related("first", "unit")
    return rows.get(uid=uid)


def filled(template: AlertTemplate | None, now: datetime) -> dict[str, Any]:
    """What a new warning begins with: everything but the place (套用模板).

    Raises TemplateNotApproved.
    """
    hours = facts().default_hours
    if template is None:
        return {"onset_at": now, "expires_at": now + timedelta(hours=hours)}
    if template.state != TemplateState.APPROVED:
        raise TemplateNotApproved(name=template, state=template.get_state_display())
    names = ("kind", "level", "issuer", "alert_items", "instruction")
    end = now + timedelta(hours=template.hours)
    return {name: getattr(template, name) for name in names} | {"onset_at": now, "expires_at": end}


@transaction.atomic
def compose(
    *,
    content: Mapping[str, Any],
    by: User,
    now: datetime,
    template: AlertTemplate | None = None,
) -> Alert:
    """A new draft (拟写预警). content: of WRITTEN, and reach, site_ids, except_ids.

    Raises NotAllowed, NoSites, AreaMalformed, PeriodWrong, TextTooLong.
    """
    unit = policies.unit_of(by)
    alert = Alert(unit=unit, composed_by=by, composed_at=now, template=template)
    _fill(alert, content)
    policies.check_may_compose(by, alert, unit, Tree())
    alert.save()
    audit.record("alerts.composed", alert, by=by, at=now, after=told(alert))
    return alert


@transaction.atomic
def save_draft(*, uid: UUID, content: Mapping[str, Any], by: User, now: datetime) -> Alert:
    """Change a draft (修改). Raises NotAllowed, NotADraft, and what `compose` raises."""
    alert = lock_alert(uid)
    policies.check_may_compose(by, alert, alert.unit, Tree())
    _check_draft(alert)
    before = told(alert)
    _fill(alert, content)
    # Who changed it last has written it too, and does not release it.
    alert.composed_by, alert.composed_at = by, now
    alert.save()
    audit.record("alerts.saved", alert, by=by, at=now, before=before, after=told(alert))
    return alert


@transaction.atomic
def submit(*, uid: UUID, by: User, now: datetime) -> Alert:
    """Hand in for release (送签发). Raises NotAllowed, IllegalMove, Incomplete and its like."""
    alert = lock_alert(uid)
    policies.check_may_compose(by, alert, alert.unit, Tree())
    alert.state = ALERT.target("submit", alert.state)
    rules.check_complete(alert, now)
    alert.submitted_by, alert.digest = by, rules.digest_of(alert)
    alert.save(update_fields=["state", "submitted_by", "digest"])
    audit.record("alerts.submitted", alert, by=by, at=now, after={"digest": alert.digest})
    telling.to_release(alert, by, now)
    return alert


@transaction.atomic
def give_back(*, uid: UUID, reason: str, by: User, now: datetime) -> Alert:
    """Back to the composer, with the reason (退回). Raises NotAllowed, IllegalMove."""
    alert = lock_alert(uid)
    tree = Tree()
    if not policies.is_own(by, alert):
        policies.check_may_release(by, alert, tree)
    if not reason.strip():
        raise ReasonMissing
    alert.state = ALERT.target("return", alert.state)
    alert.save(update_fields=["state"])
    audit.record("alerts.returned", alert, by=by, at=now, reason=reason.strip()[:300])
    telling.returned(alert, reason, by, now)
    return alert


@transaction.atomic
def discard(*, uid: UUID, by: User, now: datetime) -> Alert:
    """Give up what was never released (作废). Raises NotAllowed, IllegalMove."""
    alert = lock_alert(uid)
    policies.check_may_compose(by, alert, alert.unit, Tree())
    alert.state = ALERT.target("discard", alert.state)
    alert.ended_at = now
    alert.save(update_fields=["state", "ended_at"])
    audit.record("alerts.discarded", alert, by=by, at=now)
    telling.settled(alert, now)
    return alert


def told(alert: Alert) -> dict[str, Any]:
    """What the trail keeps of a text."""
    names = ("level", "area", "onset_at", "expires_at", "alert_items", "instruction", "note")
    return {"signal": alert.signal} | {name: getattr(alert, name) for name in names}


def _check_draft(alert: Alert) -> None:
    if alert.state != AlertState.DRAFT:
        raise NotADraft(state=alert.get_state_display())


def _fill(alert: Alert, content: Mapping[str, Any]) -> None:
    """A lifting keeps the facts of what it lifts; an update tells of the same thing as the first,
    and of one in force makes no exercise."""
    names = ("note",) if alert.message_type == MessageType.CANCEL else WRITTEN
    kept = KEPT_BY_UPDATES if alert.message_type == MessageType.UPDATE else ()
    for name in names:
        if name in content and name not in kept:
            setattr(alert, name, content[name])
    if "reach" in content and alert.message_type != MessageType.CANCEL:
        tree = Tree()
        alert.reach = content["reach"]
        alert.site_ids = chosen(alert.reach, content.get("site_ids", []), tree)
        alert.except_ids = sorted(content.get("except_ids", []))
    rules.clean(alert)
