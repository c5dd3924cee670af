"""How a case ends, is rated and begins again (答复、了结、评价、重办)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.casework import duplicates, policies, telling
from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.lateness import note_if_late
from zhanqun.core.casework.models import Answer, Case
from zhanqun.core.casework.recording import lock, record, standing_of
from zhanqun.core.casework.satisfaction import Satisfaction
from zhanqun.core.casework.services.handing import check_reason
from zhanqun.core.casework.services.opening import respond_by
from zhanqun.core.casework.states import CASE, CaseState
from zhanqun.core.units.api import User
from zhanqun.foundation import clock as time
from zhanqun.foundation.errors import DomainError


class AnswerEmpty(DomainError):
    code = "casework.answer_empty"
    message = _("请填写答复内容。")


class ReopenedBefore(DomainError):
    code = "casework.reopened_before"
    message = _("这件已经重办过一次。如仍有问题，请另行登记。")


class RatedBefore(DomainError):
    code = "casework.rated_before"
    message = _("这件已经评价过。")


class NotMerged(DomainError):
    code = "casework.not_merged"
    message = _("{number}没有与已答复的办件并案。")


class LevelUnknown(DomainError):
    code = "casework.level_unknown"
    message = _("请在五个等级中选一个。")


@transaction.atomic
def answer(*, uid: UUID, text: str, by: User, now: datetime) -> Case:
    """Send the answer and end the case (答复). What is late by now stays late.

    Raises NotAllowed, IllegalMove, AnswerEmpty.
    """
    case = lock(uid)
    policies.check_may_answer(by, case)
    CASE.target("answer", case.state)
    if not text.strip():
        raise AnswerEmpty
    _keep_answer(case, text, by, now)
    _end(case, EventKind.ANSWERED, by, now, "")
    return case


@transaction.atomic
def answer_with(*, uid: UUID, lead: Case, text: str, by: User, now: datetime) -> Case:
    """Answer a case with what answered the one that it was merged into (并案答复).

    It counts for the unit that answered. Raises NotAllowed, IllegalMove, NotMerged.
    """
    case = lock(uid)
    policies.check_may_answer(by, lead)
    CASE.target("close", case.state)
    if lead.state != CaseState.ANSWERED or standing_of(case).merged_into_id != lead.pk:
        raise NotMerged(number=case.number)
    _keep_answer(case, text, by, now)
    _end(case, EventKind.ANSWERED, by, now, "", {"unit": lead.unit_id, "with": lead.number})
    return case


def _keep_answer(case: Case, text: str, by: User, now: datetime) -> None:
    digest, bands = duplicates.digest_of(text), duplicates.bands_of(text)
    Answer.objects.create(case=case, text=text, digest=digest, bands=bands, by=by, at=now)


@transaction.atomic
def decline(*, uid: UUID, ground: str, by: User, now: datetime) -> Case:
    """Say with its ground why it is not taken (不予受理). Raises NotAllowed, IllegalMove."""
    case = lock(uid)
    policies.check_may_decline(by, case)
    CASE.target("decline", case.state)
    check_reason(ground)
    _end(case, EventKind.DECLINED, by, now, ground)
    return case


@transaction.atomic
def close(*, uid: UUID, reason: str, by: User | None, now: datetime) -> Case:
    """End it without an answer of its own: withdrawn, passed out (了结). by: None is the writer.

    Raises NotAllowed, IllegalMove, ReasonMissing.
    """
    case = lock(uid)
    policies.check_may_close(by, case)
    CASE.target("close", case.state)
    check_reason(reason)
    _end(case, EventKind.CLOSED, by, now, reason)
    return case


def _end(
    case: Case,
    kind: EventKind,
    by: User | None,
    now: datetime,
    note: str,
    facts: Mapping[str, object] | None = None,
) -> None:
    note_if_late(case, now)
    record(case, kind, by=by, at=now, facts={"due_on": case.due_on, **(facts or {})}, note=note)
    telling.settled(case, now)


@transaction.atomic
def reopen(*, uid: UUID, reason: str, by: User | None, now: datetime) -> Case:
    """Begin again, once, on a new term from today; what was late stays so (重办).

    by: None is the writer, whom the answer did not satisfy.
    Raises NotAllowed, IllegalMove, ReopenedBefore, ReasonMissing.
    """
    case = lock(uid)
    policies.check_may_reopen(by, case)
    CASE.target("reopen", case.state)
    check_reason(reason)
    if standing_of(case).reopened:
        raise ReopenedBefore
    facts = {"start_on": time.day_of(now)}
    record(case, EventKind.REOPENED, by=by, at=now, facts=facts, note=reason)
    telling.decided(case, now)
    return case


@transaction.atomic
def revive(*, uid: UUID, reason: str, by: User, now: datetime) -> Case:
    """Take up again what was closed by mistake, on its old term (撤销了结、恢复办理).

    Raises NotAllowed, IllegalMove, ReasonMissing.
    """
    case = lock(uid)
    policies.check_is_office(by, case)
    CASE.target("revive", case.state)
    check_reason(reason)
    facts = {} if case.unit_id else {"respond_by": respond_by(case, now)}
    record(case, EventKind.REVIVED, by=by, at=now, facts=facts, note=reason)
    return case


@transaction.atomic
def rate(*, uid: UUID, level: int, words: str, now: datetime) -> Case:
    """What the writer thinks of the answer (满意度评价), of each answer once, by the receipt.

    Raises IllegalMove, RatedBefore, LevelUnknown.
    """
    case = lock(uid)
    if case.state != CaseState.ANSWERED:
        CASE.target("reopen", case.state)
    if level not in Satisfaction.values:
        raise LevelUnknown
    if standing_of(case).is_rated:
        raise RatedBefore
    record(case, EventKind.RATED, by=None, at=now, facts={"level": level}, note=words)
    return case
