"""Third parties and other organs are asked in writing (征求意见); meanwhile the clock stands.

Source: 《政府信息公开条例》第三十二条 (third parties: fifteen working days from receipt; where they
are silent the organ decides), 第三十三条第三款 (the time does not count), 第三十四条 (who made it
jointly: fifteen working days; silent counts as consent).
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from zhanqun.affairs.requests import policies, telling, terms
from zhanqun.affairs.requests.models import Consultation, Request
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.affairs.requests.services.recalling import check_none_issued
from zhanqun.affairs.requests.states import CONSULTATION, ConsultationState, Consulted
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import CaseState
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.states import IllegalMove


class NameMissing(DomainError):
    code = "requests.name_missing"
    message = lazy("请写明征求谁的意见。")


class LetterMissing(DomainError):
    code = "requests.letter_missing"
    message = lazy("征求意见要用书面形式，请写明内容。")


class DayUnfit(DomainError):
    code = "requests.day_unfit"
    message = lazy("日期应在{first}到{last}之间，请改正。")


class NotObjected(DomainError):
    code = "requests.not_objected"
    message = lazy("只有第三方不同意公开的，才需要公共利益告知书。")


@dataclass(frozen=True)
class Consulting:
    """Whom to ask what. unit: where it is one of ours; its name then stands for it."""

    whom: str
    letter: str
    name: str = ""
    unit: Unit | None = None


@transaction.atomic
def consult(*, uid: UUID, asked: Consulting, by: User, now: datetime) -> Consultation:
    """Send the letter; the clock stands until all that were asked have answered (征求意见).

    Raises NotAllowed, IllegalMove, ReplyIssued, NameMissing, LetterMissing.
    """
    request = lock(uid)
    policies.check_may_work(by, request)
    check_none_issued(request)
    name = asked.name.strip() or (str(asked.unit) if asked.unit else "")
    if not name:
        raise NameMissing
    if not asked.letter.strip():
        raise LetterMissing
    _stop_clock(request, asked.whom, by, now)
    today = clock.day_of(now)
    row = Consultation.objects.create(
        request=request,
        whom=asked.whom,
        name=name,
        unit=asked.unit,
        letter=asked.letter.strip(),
        asked_at=now,
        asked_by=by,
        received_on=today,
        due_on=terms.opinion_due(request, today),
    )
    _note("consulted", row, by, now)
    return row


def _stop_clock(request: Request, whom: str, by: User, now: datetime) -> None:
    """Once; further letters may follow while others are out."""
    if request.case.state != CaseState.WAITING:
        casework.pause(
            uid=request.case.uid, ground=whom, note=str(Consulted(whom).label), by=by, now=now
        )
    elif not is_asking(request):
        raise IllegalMove(move=_("征求意见"), state=request.case.get_state_display())


@transaction.atomic
def set_received(
    *, uid: UUID, consultation: UUID, on: date, by: User, now: datetime
) -> Consultation:
    """The day on which they got the letter; the fifteen working days run from it (登记送达)."""
    request = lock(uid)
    policies.check_may_work(by, request)
    row = _asked(request, consultation)
    _check_day(on, clock.day_of(row.asked_at), clock.day_of(now))
    row.received_on, row.due_on = on, terms.opinion_due(request, on)
    row.save(update_fields=["received_on", "due_on"])
    _note("consultation_received", row, by, now)
    return row


@transaction.atomic
def take_opinion(
    *,
    uid: UUID,
    consultation: UUID,
    agrees: bool,
    opinion: str,
    on: date,
    by: User,
    now: datetime,
) -> Consultation:
    """What they say, on the day it came; with the last one the clock goes on (登记意见).

    Raises NotAllowed, IllegalMove, DayUnfit.
    """
    request = lock(uid)
    policies.check_may_work(by, request)
    row = _asked(request, consultation)
    _check_day(on, clock.day_of(row.asked_at), clock.day_of(now))
    row.state = ConsultationState(CONSULTATION.target("agree" if agrees else "object", row.state))
    row.opinion, row.answered_on, row.entered_by = opinion.strip(), on, by
    row.save(update_fields=["state", "opinion", "answered_on", "entered_by"])
    _note(f"consultation_{row.state}", row, by, now)
    _go_on_if_last(request, by, now)
    return row


@transaction.atomic
def lapse(*, consultation: UUID, now: datetime) -> bool:
    """Nothing came by the last day: the clock goes on without it (逾期未提出意见). Bears a second
    call; returns whether there was something to do."""
    found = Consultation.objects.select_related("request__case").get(uid=consultation)
    request = lock(found.request.case.uid)
    row = request.consultations.get(uid=consultation)
    if row.state != ConsultationState.ASKED or clock.day_of(now) <= row.due_on:
        return False
    row.state = ConsultationState(CONSULTATION.target("lapse", row.state))
    row.save(update_fields=["state"])
    row.request = request
    _note("consultation_silent", row, None, now)
    _go_on_if_last(request, None, now)
    telling.lapsed(row, now)
    return True


@transaction.atomic
def override(
    *, uid: UUID, consultation: UUID, letter: str, by: User, now: datetime
) -> Consultation:
    """Open it all the same, since keeping it would gravely harm the public interest (公共利益).

    letter: what the third party is told in writing: what is opened, and why.
    Raises NotAllowed, NotObjected, LetterMissing. Source: 《政府信息公开条例》第三十二条.
    """
    request = lock(uid)
    policies.check_is_office(by, request, lazy("因公共利益决定公开"))
    row = request.consultations.get(uid=consultation)
    if row.state != ConsultationState.OBJECTED or row.whom != Consulted.THIRD_PARTY:
        raise NotObjected
    if not letter.strip():
        raise LetterMissing
    row.override, row.overridden_at = letter.strip(), now
    row.save(update_fields=["override", "overridden_at"])
    _note("overridden", row, by, now)
    return row


def _go_on_if_last(request: Request, by: User | None, now: datetime) -> None:
    """The last day that does not count: on which the last answer came, or was due at the latest."""
    rows = _of_this_wait(request)
    if not rows or is_asking(request):
        return
    on = max(min(row.answered_on or row.due_on, row.due_on) for row in rows)
    casework.resume(uid=request.case.uid, note=_("征求意见结束"), by=by, now=now, on=on)


def is_asking(request: Request) -> bool:
    """Whether the clock stands for an opinion that is still out (正在征求意见)."""
    return any(row.state == ConsultationState.ASKED for row in _of_this_wait(request))


def _of_this_wait(request: Request) -> list[Consultation]:
    """Those asked since the clock stands; none where it stands for something else, such as a
    correction after the request was taken up again."""
    if request.case.state != CaseState.WAITING:
        return []
    paused = request.case.events.filter(kind=casework.EventKind.PAUSED).order_by("-id")[0]
    if paused.facts["ground"] not in Consulted.values:
        return []
    return list(request.consultations.filter(asked_at__gte=paused.at))


def _asked(request: Request, uid: UUID) -> Consultation:
    row: Consultation = request.consultations.get(uid=uid)
    if row.state != ConsultationState.ASKED:
        raise IllegalMove(move=_("登记意见"), state=row.get_state_display())
    row.request = request
    return row


def _check_day(on: date, first: date, last: date) -> None:
    if not first <= on <= last:
        raise DayUnfit(first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}")


def _note(what: str, row: Consultation, by: User | None, now: datetime) -> None:
    """Whom it concerns by uid alone: names of third parties stand in no trail."""
    after = {"consultation": str(row.uid), "whom": row.whom, "due_on": row.due_on.isoformat()}
    audit.record(f"requests.{what}", row.request, by=by, at=now, after=after)
