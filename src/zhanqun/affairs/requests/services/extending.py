"""More time is asked for and granted, once (延期).

Source: 《政府信息公开条例》第三十三条第二款: at most twenty working days, by leave of the head of
the disclosure office, and the applicant is told.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as lazy

from zhanqun.affairs.requests import policies, telling
from zhanqun.affairs.requests.models import ExtensionAsk, Request
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.affairs.requests.states import EXTENSION, ExtensionState
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError


class ExtensionAsked(DomainError):
    code = "requests.extension_asked"
    message = lazy("延期申请已经送批，请等待批示。")


class NoExtensionAsked(DomainError):
    code = "requests.no_extension_asked"
    message = lazy("这件申请没有待批的延期。")
    status = 409


@transaction.atomic
def ask_extension(*, uid: UUID, days: int, reason: str, by: User, now: datetime) -> ExtensionAsk:
    """Ask for more time, to the end of the last day; it must be granted within it too (申请延期).

    days: working days. reason: what the applicant will read. Raises NotAllowed, IllegalMove,
    ExtensionAsked, and what `casework.extend` raises.
    """
    request = lock(uid)
    policies.check_may_work(by, request)
    casework.check_extension(request.case, days, reason, now)
    if request.extensions.filter(state=ExtensionState.ASKED).exists():
        raise ExtensionAsked
    row = ExtensionAsk.objects.create(
        request=request, days=days, reason=reason.strip(), asked_at=now, asked_by=by
    )
    audit.record(
        "requests.extension_asked", request, by=by, at=now, after={"days": days}, reason=row.reason
    )
    telling.extension_asked(row, now)
    return row


@transaction.atomic
def grant_extension(*, uid: UUID, remark: str, by: User, now: datetime) -> ExtensionAsk:
    """Grant it: the term grows, the applicant is told (批准延期).

    Raises NotAllowed, NoExtensionAsked, and what `casework.extend` raises.
    """
    row = _asked(lock(uid))
    policies.check_may_grant(by, row, now)
    casework.extend(uid=uid, amount=row.days, letter=row.reason, by=by, now=now)
    return _decide(row, "grant", remark, by, now)


@transaction.atomic
def refuse_extension(*, uid: UUID, remark: str, by: User, now: datetime) -> ExtensionAsk:
    """The term stays (不批准延期). Raises NotAllowed, NoExtensionAsked, ReasonMissing."""
    row = _asked(lock(uid))
    policies.check_may_grant(by, row, now)
    if not remark.strip():
        raise casework.ReasonMissing
    return _decide(row, "refuse", remark, by, now)


def _asked(request: Request) -> ExtensionAsk:
    row = request.extensions.filter(state=ExtensionState.ASKED).first()
    if row is None:
        raise NoExtensionAsked
    row.request = request
    return row


def _decide(row: ExtensionAsk, move: str, remark: str, by: User, now: datetime) -> ExtensionAsk:
    row.state = ExtensionState(EXTENSION.target(move, row.state))
    row.remark, row.decided_by, row.decided_at = remark.strip(), by, now
    row.save(update_fields=["state", "remark", "decided_by", "decided_at"])
    audit.record(f"requests.extension_{row.state}", row.request, by=by, at=now, reason=row.remark)
    telling.extension_decided(row, now)
    return row
