"""A request ends (办结): with its row of the annual report's table."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.outcomes import OTHER, outcomes
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError


class OutcomeUnknown(DomainError):
    code = "requests.outcome_unknown"
    message = _("没有“{outcome}”这一种办理结果，请改选。")


@transaction.atomic
def conclude(*, uid: UUID, outcome: str, text: str, by: User, now: datetime) -> Request:
    """End a request with a reply, or without one where nothing more is done (答复、不再处理).

    uid: of the case. outcome: a code of `outcomes`; those of the group "other" end it without a
    reply. text: what the applicant reads on the receipt. The day of conclusion follows from the
    end of the case (`hearing`). Raises OutcomeUnknown, NotAllowed, IllegalMove, AnswerEmpty,
    ReasonMissing.
    """
    request = lock(uid)
    row = outcomes().get(outcome)
    if row is None:
        raise OutcomeUnknown(outcome=outcome)
    request.outcome = row.code
    request.save(update_fields=["outcome"])
    if row.group == OTHER:
        casework.close(uid=uid, reason=text, by=by, now=now)
    else:
        casework.answer(uid=uid, text=text, by=by, now=now)
    audit.record("requests.concluded", request, by=by, at=now, after={"outcome": row.code})
    request.refresh_from_db(fields=["concluded_on"])
    return request
