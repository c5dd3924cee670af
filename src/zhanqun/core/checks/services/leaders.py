"""The roll of leaders (领导人名单)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.audit import api as audit
from zhanqun.core.checks import policies
from zhanqun.core.checks.models import Leader
from zhanqun.core.checks.versions import renew_stamp
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError

FACTS = ("name", "title", "order", "unit", "valid_from", "valid_until")


class LeaderTermBackward(DomainError):
    """A term cannot end before it began."""

    code = "checks.leader_term_backward"
    message = _("任职止不能早于任职起。")


@transaction.atomic
def add_leader(*, by: User | None, now: datetime, **facts: Any) -> Leader:
    """Enter a term of office. Raises NotAllowed, LeaderTermBackward."""
    policies.check_may_keep(by)
    _check_forward(facts["valid_from"], facts.get("valid_until"))
    row = Leader.objects.create(**facts)
    renew_stamp()
    audit.record("checks.leader_added", row, by=by, at=now, after=facts)
    return row


@transaction.atomic
def change_leader(*, uid: UUID, by: User, now: datetime, **facts: Any) -> Leader:
    """Correct an entry; a new title is a new term. Raises NotAllowed, LeaderTermBackward."""
    row = Leader.objects.select_for_update().get(uid=uid)
    policies.check_may_keep(by)
    before = {name: getattr(row, name) for name in FACTS}
    facts = before | facts
    _check_forward(facts["valid_from"], facts["valid_until"])
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    renew_stamp()
    audit.record("checks.leader_changed", row, by=by, at=now, before=before, after=facts)
    return row


def end_leader(*, uid: UUID, on: date, by: User, now: datetime) -> Leader:
    """The last day of a term (离任). Raises NotAllowed, LeaderTermBackward."""
    return change_leader(uid=uid, valid_until=on, by=by, now=now)


def _check_forward(start: date, end: date | None) -> None:
    if end is not None and end < start:
        raise LeaderTermBackward
