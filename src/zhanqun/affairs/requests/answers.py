"""What the applicant answers on the receipt (申请人在回执上的回答).

Called in the transaction that stores the answer, and again if that failed: each bears it. The
applicant acts as nobody of the house (`by=None`).
"""

from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests import asks, telling
from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.services.correcting import answer_correction
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import CaseState
from zhanqun.core.intake.api import WriterAnswer
from zhanqun.foundation.clock import day_of

WITHDRAWN = _("申请人撤回")


def take_answer(answer: WriterAnswer) -> None:
    """Raises CorrectionEmpty, NoCorrection, IllegalMove."""
    rows = Request.objects.select_for_update(of=("self",)).select_related("case")
    _TAKEN[answer.code](rows.get(envelope_uid=answer.envelope), answer)


def _withdraw(request: Request, answer: WriterAnswer) -> None:
    if request.case.state == CaseState.CLOSED:
        return
    reason = f"{WITHDRAWN}：{answer.text}" if answer.text else str(WITHDRAWN)
    casework.close(uid=request.case.uid, reason=reason, by=None, now=answer.given_at)
    telling.withdrawn(request, answer.given_at)


def _correct(request: Request, answer: WriterAnswer) -> None:
    now = answer.given_at
    answer_correction(
        uid=request.case.uid,
        text=answer.text,
        files=answer.files,
        on=day_of(now),
        by=None,
        now=now,
    )


def _purpose(request: Request, answer: WriterAnswer) -> None:
    request.purpose = answer.text.strip()
    request.save(update_fields=["purpose"])
    audit.record("requests.purpose_given", request, by=None, at=answer.given_at)
    telling.purpose_given(request, answer.given_at)


_TAKEN = {asks.WITHDRAW: _withdraw, asks.CORRECT: _correct, asks.PURPOSE: _purpose}
