"""A request ends (办结): with its row of the annual report's table."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests import composing, reply_kinds
from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.outcomes import OTHER, outcomes
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
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


@transaction.atomic
def end_without_reply(*, uid: UUID, outcome: str, text: str, by: User, now: datetime) -> Request:
    """End a request by a notice on the receipt alone, which names the remedies as a paper would
    (告知不再处理). outcome: of the group "other". Raises as `conclude`.
    """
    request = lock(uid)
    kind = reply_kinds.reply_kinds()[outcome]
    remedies = composing.remedies_of(kind, composing.known_of(request, by), clock.day_of(now))
    # There is no paper: what is received is this notice.
    told = "\n".join(filter(None, (text.strip(), remedies.replace("答复书", "告知"))))
    return conclude(uid=uid, outcome=outcome, text=told if text.strip() else "", by=by, now=now)
