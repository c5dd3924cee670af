"""A letter is watched from above until the unit has explained itself (督办).

Source: 国办发〔2014〕57号 and local rules: after the due day or by a leader, with a written
explanation (书面说明). A term of the law runs on unchanged meanwhile.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters import policies, telling
from zhanqun.affairs.letters.models import Letter, Supervision
from zhanqun.affairs.letters.queries import supervision_of
from zhanqun.affairs.letters.services.locking import lock
from zhanqun.affairs.letters.states import SUPERVISION, SupervisionState
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError


class AlreadySupervised(DomainError):
    code = "letters.already_supervised"
    message = _("这封来信已经在督办。")


class NotSupervised(DomainError):
    code = "letters.not_supervised"
    message = _("这封来信没有在督办。")


class DatePast(DomainError):
    code = "letters.date_past"
    message = _("说明期限不能早于今天。")


class WordsMissing(DomainError):
    code = "letters.words_missing"
    message = _("请填写{what}。")


@transaction.atomic
def order(*, uid: UUID, instruction: str, due_on: date, by: User, now: datetime) -> Supervision:
    """Put a letter under supervision (督办). uid: of the case.

    Raises NotAllowed, AlreadySupervised, WordsMissing, DatePast.
    """
    letter = lock(uid)
    policies.check_may_supervise(by, letter)
    if supervision_of(letter) is not None:
        raise AlreadySupervised
    _check_words(instruction, _("督办要求"))
    if due_on < clock.day_of(now):
        raise DatePast
    row = Supervision.objects.create(
        letter=letter, instruction=instruction, due_on=due_on, ordered_by=by, ordered_at=now
    )
    audit.record("letters.supervised", letter, by=by, at=now, reason=instruction)
    telling.supervised(row, now)
    return row


@transaction.atomic
def explain(*, uid: UUID, explanation: str, by: User, now: datetime) -> Supervision:
    """The unit explains in writing (书面说明). Raises NotAllowed, NotSupervised, IllegalMove."""
    row = _running(lock(uid))
    policies.check_may_explain(by, row)
    state = SUPERVISION.target("explain", row.state)
    _check_words(explanation, _("书面说明"))
    row.explanation, row.explained_by, row.explained_at = explanation, by, now
    _move(row, state, "letters.explained", explanation, by, now)
    telling.explained(row, now)
    return row


@transaction.atomic
def ask_again(*, uid: UUID, remark: str, due_on: date, by: User, now: datetime) -> Supervision:
    """The explanation does not do (要求补充说明). Raises NotAllowed, NotSupervised, IllegalMove."""
    row = _running(lock(uid))
    policies.check_may_supervise(by, row.letter)
    state = SUPERVISION.target("ask_again", row.state)
    _check_words(remark, _("还要说明什么"))
    if due_on < clock.day_of(now):
        raise DatePast
    row.remark, row.due_on = remark, due_on
    _move(row, state, "letters.asked_again", remark, by, now)
    telling.supervised(row, now)
    return row


@transaction.atomic
def settle(*, uid: UUID, remark: str, by: User, now: datetime) -> Supervision:
    """End a supervision (销号). Raises NotAllowed, NotSupervised, WordsMissing."""
    row = _running(lock(uid))
    policies.check_may_supervise(by, row.letter)
    state = SUPERVISION.target("settle", row.state)
    _check_words(remark, _("督办结论"))
    row.remark, row.settled_at = remark, now
    _move(row, state, "letters.settled", remark, by, now)
    return row


def _running(letter: Letter) -> Supervision:
    row = supervision_of(letter)
    if row is None:
        raise NotSupervised
    row.letter = letter
    return row


def _move(row: Supervision, state: str, act: str, words: str, by: User, now: datetime) -> None:
    row.state = SupervisionState(state)
    row.save()
    audit.record(act, row.letter, by=by, at=now, reason=words)


def _check_words(words: str, what: object) -> None:
    if not words.strip():
        raise WordsMissing(what=what)
