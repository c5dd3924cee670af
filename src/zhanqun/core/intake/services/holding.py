"""Deciding on what is held (待核处理): released to its room, or rejected with a reason."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from zhanqun.core.audit import api as audit
from zhanqun.core.intake import policies
from zhanqun.core.intake.models import Envelope
from zhanqun.core.intake.queries import files_of
from zhanqun.core.intake.services import reminding
from zhanqun.core.intake.services.feedback import give_feedback
from zhanqun.core.intake.services.telling import tell
from zhanqun.core.intake.states import ENVELOPE
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError


@transaction.atomic
def release(*, uid: UUID, by: User, now: datetime) -> Envelope:
    """Let it go its way (放行); its own days count, and its room has it from now on.

    Raises NotAllowed, IllegalMove.
    """
    row = _decided("release", uid, by, now, "")
    tell(row, files_of(row), now=now)
    return row


@transaction.atomic
def reject(*, uid: UUID, reason: str, by: User, now: datetime) -> Envelope:
    """Do not deal with it (不予受理), and say so on the receipt. Raises NotAllowed, IllegalMove."""
    row = _decided("reject", uid, by, now, reason)
    give_feedback(
        envelope=uid,
        kind="rejected",
        title=_("不予受理"),
        text=reason,
        signed=str(row.unit or ""),
        now=now,
        by=by,
    )
    return row


def decide_all(
    *, uids: Iterable[UUID], act: str, reason: str, by: User, now: datetime
) -> tuple[int, list[str]]:
    """Each in a transaction of its own: how many were decided, and why others were not."""
    done, refused = 0, []
    for uid in uids:
        try:
            if act == "release":
                release(uid=uid, by=by, now=now)
            else:
                reject(uid=uid, reason=reason, by=by, now=now)
        except DomainError as refusal:
            refused.append(str(refusal))
        else:
            done += 1
    return done, refused


def _decided(move: str, uid: UUID, by: User, now: datetime, reason: str) -> Envelope:
    row = Envelope.objects.select_for_update(of=("self",)).select_related("unit").get(uid=uid)
    policies.check_may_keep(by, row)
    before = row.state
    row.state = ENVELOPE.target(move, row.state)
    row.decided_by, row.decided_at, row.decision = by, now, reason
    row.last_act_at = now
    row.save(update_fields=["state", "decided_by", "decided_at", "decision", "last_act_at"])
    facts: dict[str, Any] = {
        "before": {"state": before},
        "after": {"state": row.state},
        "reason": reason,
    }
    audit.record(f"intake.{row.state}_decided", row, by=by, at=now, **facts)
    reminding.settle(row, now=now)
    return row
