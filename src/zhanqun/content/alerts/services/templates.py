"""Warnings prepared in quiet days (预案模板): written by one, approved by another."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from zhanqun.content.alerts import policies
from zhanqun.content.alerts.models import AlertTemplate
from zhanqun.content.alerts.states import TEMPLATE, TemplateState
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User

WRITTEN = ("name", "kind", "level", "issuer", "alert_items", "instruction", "hours")


@transaction.atomic
def write_template(
    *, uid: UUID | None, content: Mapping[str, Any], by: User, now: datetime
) -> AlertTemplate:
    """Write a template, or change one, which then waits for approval again (编写预案模板).

    Raises NotAllowed.
    """
    if uid is None:
        template = AlertTemplate(unit=policies.unit_of(by))
    else:
        template = AlertTemplate.objects.select_for_update(of=("self",)).get(uid=uid)
    policies.check_may_keep_template(by, template.unit)
    before = {name: getattr(template, name) for name in WRITTEN} if uid else {}
    for name in WRITTEN:
        setattr(template, name, content[name])
    template.state = TemplateState.CHECKING
    template.written_by, template.written_at = by, now
    template.approved_by = template.approved_at = None
    template.save()
    after = {name: content[name] for name in WRITTEN}
    audit.record("alerts.template_written", template, by=by, at=now, before=before, after=after)
    return template


@transaction.atomic
def approve_template(*, uid: UUID, by: User, now: datetime) -> AlertTemplate:
    """Offer it to those who compose (批准). Raises NotAllowed, NotOwnApproval, IllegalMove."""
    template = AlertTemplate.objects.select_for_update(of=("self",)).get(uid=uid)
    policies.check_may_approve_template(by, template)
    template.state = TEMPLATE.target("approve", template.state)
    template.approved_by, template.approved_at = by, now
    template.save(update_fields=["state", "approved_by", "approved_at"])
    audit.record("alerts.template_approved", template, by=by, at=now)
    return template


@transaction.atomic
def retire_template(*, uid: UUID, by: User, now: datetime) -> AlertTemplate:
    """Offer it no longer (停用). Raises NotAllowed, IllegalMove."""
    template = AlertTemplate.objects.select_for_update(of=("self",)).get(uid=uid)
    policies.check_may_keep_template(by, template.unit)
    template.state = TEMPLATE.target("retire", template.state)
    template.save(update_fields=["state"])
    audit.record("alerts.template_retired", template, by=by, at=now)
    return template
