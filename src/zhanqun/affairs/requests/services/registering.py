"""The office registers a request, notes what it must, passes it on (登记、分办、移交)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.requests import asks, hearing, news, policies
from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.affairs.requests.services.recalling import check_none_issued
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.intake import api as intake
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.states import IllegalMove


class TakesNone(DomainError):
    code = "requests.takes_none"
    message = lazy("“{publisher}”不受理公开申请，请改选。")


@transaction.atomic
def register(*, uid: UUID, unit: Unit, remark: str, by: User, now: datetime) -> Request:
    """Register a request: from now on this unit handles it (登记并指定承办单位).

    remark: what is to be known of the applicant, such as a company that was struck off.
    Raises NotAllowed, IllegalMove, UnitClosed.
    """
    request = set_remark(uid=uid, remark=remark, by=by, now=now)
    casework.decide(uid=uid, unit=unit, reason=_("登记"), by=by, now=now)
    return request


@transaction.atomic
def set_remark(*, uid: UUID, remark: str, by: User, now: datetime) -> Request:
    """Note what the office knows of the applicant or the application (登记备注)."""
    request = lock(uid)
    policies.check_is_office(by, request, lazy("登记申请"))
    if request.remark != remark.strip():
        request.remark = remark.strip()
        request.save(update_fields=["remark"])
        audit.record("requests.remarked", request, by=by, at=now, reason=request.remark)
    return request


@transaction.atomic
def transfer(*, uid: UUID, publisher: Publisher, reason: str, by: User, now: datetime) -> Request:
    """The request belongs to another publisher of the cluster, which begins with it (移交).

    The clock runs on: the applicant does not pay for a wrong address.
    Raises NotAllowed, IllegalMove, ReplyIssued, TakesNone, AlreadyThere, ReasonMissing.
    """
    request = lock(uid)
    policies.check_is_office(by, request, lazy("移交申请"))
    check_none_issued(request)
    if not publisher.takes_requests:
        raise TakesNone(publisher=publisher)
    before, request.publisher = request.publisher, publisher
    request.save(update_fields=["publisher"])
    casework.hand_over(uid=uid, office=publisher.unit, reason=reason, by=by, now=now)
    audit.record(
        "requests.transferred",
        request,
        by=by,
        at=now,
        before={"publisher": before.code},
        after={"publisher": publisher.code},
        reason=reason,
    )
    return request


@transaction.atomic
def ask_purpose(*, uid: UUID, by: User, now: datetime) -> Request:
    """Ask why so many are applied for; the clock runs on (要求说明理由).

    Raises NotAllowed, IllegalMove. Source: 《政府信息公开条例》第三十五条.
    """
    request = lock(uid)
    policies.check_may_work(by, request)
    if not request.case.is_open or request.purpose_asked_at is not None:
        raise IllegalMove(move=_("要求说明理由"), state=request.case.get_state_display())
    request.purpose_asked_at = now
    request.save(update_fields=["purpose_asked_at"])
    hearing.tell(request, "purpose_asked", news.purpose_asked(), now=now)
    intake.ask_writer(envelope=request.envelope_uid, ask=asks.purpose(), now=now)
    audit.record("requests.purpose_asked", request, by=by, at=now)
    return request
