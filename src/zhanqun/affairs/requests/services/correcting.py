"""The applicant is asked once to mend the application (补正).

Source: 《政府信息公开条例》第三十条: asked within seven working days of receipt, with what and
until when; the reply period then starts on receipt of what is mended; without good reason not
mended in time counts as given up.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from zhanqun.affairs.requests import asks, hearing, news, policies, telling, terms
from zhanqun.affairs.requests.models import Correction, Request
from zhanqun.affairs.requests.services.concluding import end_without_reply
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.affairs.requests.services.recalling import check_none_issued, void_issued
from zhanqun.affairs.requests.states import CORRECTION, CorrectionState
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.intake import api as intake
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError

GIVEN_UP = "other_1"


class CorrectionSpent(DomainError):
    code = "requests.correction_spent"
    message = lazy("补正只能告知一次，这件已经告知过。仍不明确的，请作出答复。")


class WhatMissing(DomainError):
    code = "requests.what_missing"
    message = lazy("请写明需要补正什么。")


class WhyLateMissing(DomainError):
    code = "requests.why_late_missing"
    message = lazy("告知补正的期限{day}已过，请写明逾期告知的原因。")


class PeriodUnfit(DomainError):
    code = "requests.period_unfit"
    message = lazy("补正期限应在今天以后，请改正。")


class CorrectionEmpty(DomainError):
    code = "requests.correction_empty"
    message = lazy("请写明补正的内容。")


class CorrectionDayUnfit(DomainError):
    code = "requests.correction_day_unfit"
    message = lazy("收到补正的日期应在{first}到{last}之间，请改正。")


class NotOver(DomainError):
    code = "requests.correction_not_over"
    message = lazy("补正期限{day}还没有过，请等待申请人补正。")


class NoCorrection(DomainError):
    code = "requests.no_correction"
    message = lazy("这件申请没有等待中的补正。")
    status = 409


@transaction.atomic
def ask_correction(
    *, uid: UUID, what: str, answer_by: date, why_late: str, by: User, now: datetime
) -> Correction:
    """Ask what is to be mended, and until when; the clock stands (告知补正).

    uid: of the case. why_late: needed once the seven working days are over. Raises NotAllowed,
    IllegalMove, ReplyIssued, CorrectionSpent, WhatMissing, PeriodUnfit, WhyLateMissing.
    """
    request = lock(uid)
    policies.check_may_work(by, request)
    check_none_issued(request)
    if request.corrections.exclude(state=CorrectionState.SUPERSEDED).exists():
        raise CorrectionSpent
    return _ask(request, what, answer_by, why_late, by, now)


@transaction.atomic
def supplement(
    *, uid: UUID, what: str, answer_by: date, reason: str, by: User, now: datetime
) -> Correction:
    """Take up again a request that was ended by mistake, and ask for what it lacks (补充告知).

    A reply that was issued and never sent is written anew: it answers what was asked before.
    Raises NotAllowed, IllegalMove, ReasonMissing, WhatMissing, PeriodUnfit.
    """
    request = lock(uid)
    casework.revive(uid=uid, reason=reason, by=by, now=now)
    void_issued(request, reason, by, now)
    for row in request.corrections.exclude(state=CorrectionState.SUPERSEDED):
        row.state = CorrectionState(CORRECTION.target("supersede", row.state))
        row.save(update_fields=["state"])
    return _ask(lock(uid), what, answer_by, reason, by, now)


def _ask(
    request: Request, what: str, answer_by: date, why_late: str, by: User, now: datetime
) -> Correction:
    limit, today = terms.correction_limit(request), clock.day_of(now)
    if not what.strip():
        raise WhatMissing
    if answer_by <= today:
        raise PeriodUnfit
    if today > limit and not why_late.strip():
        raise WhyLateMissing(day=f"{limit:%Y-%m-%d}")
    casework.pause(uid=request.case.uid, ground="correction", note=what.strip(), by=by, now=now)
    row = Correction.objects.create(
        request=request,
        what=what.strip(),
        answer_by=answer_by,
        asked_at=now,
        asked_by=by,
        is_late=today > limit,
        why_late=why_late.strip() if today > limit else "",
    )
    request.case.refresh_from_db()
    hearing.tell(request, "correction_asked", news.correction_asked(row), now=now)
    intake.ask_writer(envelope=request.envelope_uid, ask=asks.correction(row), now=now)
    after = {"answer_by": answer_by.isoformat(), "is_late": row.is_late}
    audit.record("requests.correction_asked", request, by=by, at=now, after=after, reason=what)
    return row


@transaction.atomic
def answer_correction(
    *,
    uid: UUID,
    text: str,
    on: date,
    by: User | None,
    now: datetime,
    files: Iterable[UUID] = (),
) -> Correction:
    """What the applicant mended, on the day it came (收到补正); the reply period begins that day.

    by: None is the applicant, through the receipt; files: attachments that came with it there.
    After the last day it waits for the office to decide. Raises NotAllowed, NoCorrection,
    CorrectionEmpty, CorrectionDayUnfit.
    """
    request = lock(uid)
    if by is not None:
        policies.check_may_work(by, request)
    row = _waiting(request, CorrectionState.ASKED)
    if not text.strip():
        raise CorrectionEmpty
    first, last = clock.day_of(row.asked_at), clock.day_of(now)
    if not first <= on <= last:
        raise CorrectionDayUnfit(first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}")
    is_late = on > row.answer_by
    row.text, row.files, row.answered_on, row.entered_by = text.strip(), list(files), on, by
    row.state = CorrectionState(
        CORRECTION.target("answer_late" if is_late else "answer", row.state)
    )
    row.save(update_fields=["text", "files", "answered_on", "entered_by", "state"])
    intake.close_ask(envelope=request.envelope_uid, code=asks.CORRECT, now=now)
    if is_late:
        hearing.tell(request, "corrected_late", news.corrected_late(row), now=now)
    else:
        _start_anew(request, row, by, now)
    after = {"on": on.isoformat(), "files": len(row.files)}
    audit.record("requests.corrected", request, by=by, at=now, after=after)
    telling.corrected(row, now)
    return row


@transaction.atomic
def take_late(*, uid: UUID, decision: str, by: User, now: datetime) -> Correction:
    """Take what came after the last day, with the reason (接受逾期补正).

    The reply period starts on the day it came. Raises NotAllowed, NoCorrection, ReasonMissing.
    """
    request = lock(uid)
    policies.check_is_office(by, request, lazy("决定是否接受逾期补正"))
    row = _waiting(request, CorrectionState.LATE)
    row.state = CorrectionState(CORRECTION.target("take", row.state))
    row.decision = _reason(decision)
    row.save(update_fields=["state", "decision"])
    _start_anew(request, row, by, now)
    audit.record("requests.late_correction_taken", request, by=by, at=now, reason=row.decision)
    return row


@transaction.atomic
def give_up(*, uid: UUID, decision: str, by: User, now: datetime) -> Request:
    """Not mended in time without good reason: nothing more is done (逾期不补正，不再处理).

    The applicant is told why, and that they may apply anew. Raises NotAllowed, NoCorrection,
    NotOver, ReasonMissing.
    """
    request = lock(uid)
    policies.check_is_office(by, request, lazy("办结逾期不补正的申请"))
    row = _waiting(request, CorrectionState.ASKED, CorrectionState.LATE)
    if row.state == CorrectionState.ASKED and clock.day_of(now) <= row.answer_by:
        raise NotOver(day=f"{row.answer_by:%Y-%m-%d}")
    row.state = CorrectionState(CORRECTION.target("give_up", row.state))
    row.decision = _reason(decision)
    row.save(update_fields=["state", "decision"])
    text = _(
        "{decision}\n补正期限{day}已过，视为放弃申请，不再处理。仍需要的，请重新申请。"
        "（《政府信息公开条例》第三十条）"
    ).format(decision=row.decision, day=f"{row.answer_by:%Y-%m-%d}")
    return end_without_reply(uid=uid, outcome=GIVEN_UP, text=text, by=by, now=now)


def proposed_period(request: Request, now: datetime) -> date:
    """The reasonable period proposed, which the office may change (补正期限)."""
    return terms.working_days(request, clock.day_of(now), terms.CORRECTION_DAYS)


def _start_anew(request: Request, row: Correction, by: User | None, now: datetime) -> None:
    note = _("收到补正")
    casework.restart(
        uid=request.case.uid, ground="corrected", note=note, by=by, now=now, on=row.answered_on
    )
    request.case.refresh_from_db()
    row.request = request
    hearing.tell(request, "corrected", news.corrected(row), now=now)


def _waiting(request: Request, *states: str) -> Correction:
    row = request.corrections.filter(state__in=states).first()
    if row is None:
        raise NoCorrection
    return row


def _reason(text: str) -> str:
    if not text.strip():
        raise casework.ReasonMissing
    return text.strip()
