"""A later day for the reply, where very many are asked for with good reason (延迟答复).

Source: 《政府信息公开条例》第三十五条: asked why; where the reason is reasonable and the periods of
第三十三条 are too short, a reasonable later date is set, and the applicant is told.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as lazy

from zhanqun.affairs.requests import policies
from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError


class PurposeMissing(DomainError):
    code = "requests.purpose_missing"
    message = lazy("申请人还没有说明理由。请先“要求说明理由”，收到后再确定延迟答复的日期。")
    status = 409


@transaction.atomic
def defer(*, uid: UUID, until: date, reason: str, by: User, now: datetime) -> Request:
    """Set the later day, once, and tell the applicant (确定延迟答复的合理期限).

    uid: of the case. reason: what the applicant reads. Raises NotAllowed, PurposeMissing, and what
    `casework.defer` raises.
    """
    request = lock(uid)
    policies.check_is_office(by, request, lazy("确定延迟答复的日期"))
    if not request.purpose:
        raise PurposeMissing
    casework.defer(uid=uid, until=until, letter=reason, by=by, now=now)
    request.deferred_to = until
    request.save(update_fields=["deferred_to"])
    after = {"until": until.isoformat()}
    audit.record("requests.deferred", request, by=by, at=now, after=after, reason=reason)
    return request
