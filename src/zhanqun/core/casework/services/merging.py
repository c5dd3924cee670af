"""Several cases that one answer answers (并案办理).

Source: 重复诉求并单, the practice of the 12345 hotlines (no number of a rule verified). Each writer
keeps a case, a clock and a receipt.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.casework import policies, telling
from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.recording import lock, record, standing_of
from zhanqun.core.casework.states import CaseState
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.states import IllegalMove

# A case that was just offered is first accepted or refused.
MERGEABLE = frozenset({CaseState.RECEIVED, CaseState.DECIDING, CaseState.HANDLING})


class ConfidentialApart(DomainError):
    code = "casework.confidential_apart"
    message = _("保密件只能与被反映单位相同的保密件并案。")


class LeadUnfit(DomainError):
    code = "casework.lead_unfit"
    message = _("{number}不能作为主件：已经办结、并入别件或者就是本件。请改选。")


@transaction.atomic
def merge(*, uid: UUID, into: UUID, by: User, now: datetime) -> Case:
    """Let the answer to another case answer this one too (并案); its own clock runs on.

    Raises NotAllowed, IllegalMove, LeadUnfit, ConfidentialApart.
    """
    case, lead = _both(uid, into)
    for one in (case, lead):
        policies.check_is_office(by, one)
    if case.state not in MERGEABLE:
        raise IllegalMove(move=_("并案"), state=case.get_state_display())
    if case == lead or not lead.is_open or standing_of(lead).merged_into_id:
        raise LeadUnfit(number=lead.number)
    _check_confidential(case, lead)
    facts = {"into": lead.pk, "number": lead.number}
    record(case, EventKind.MERGED, by=by, at=now, facts=facts)
    telling.settled(case, now)
    return case


@transaction.atomic
def separate(*, uid: UUID, by: User, now: datetime) -> Case:
    """Undo a merging, as long as it is unanswered (撤销并案). Raises NotAllowed, IllegalMove."""
    case = lock(uid)
    policies.check_is_office(by, case)
    into = standing_of(case).merged_into_id
    if into is None or not case.is_open:
        raise IllegalMove(move=_("撤销并案"), state=case.get_state_display())
    lead = Case.objects.get(pk=into)
    record(case, EventKind.SEPARATED, by=by, at=now, facts={"number": lead.number})
    return case


def _check_confidential(case: Case, lead: Case) -> None:
    """What is confidential is answered by nobody whom it is about: both accuse the same."""
    if case.is_confidential != lead.is_confidential:
        raise ConfidentialApart
    if case.is_confidential and case.concerns_id != lead.concerns_id:
        raise ConfidentialApart


def _both(uid: UUID, into: UUID) -> tuple[Case, Case]:
    """Locked in one order, whichever is asked first."""
    found = {one: lock(one) for one in sorted({uid, into}, key=str)}
    return found[uid], found[into]
