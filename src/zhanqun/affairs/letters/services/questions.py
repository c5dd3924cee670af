"""Keeping the question library (问答库): write, publish, review, retire."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters import policies
from zhanqun.affairs.letters.keys import question_key, questions_key
from zhanqun.affairs.letters.models import Letter, Question
from zhanqun.affairs.letters.questions import sites_with
from zhanqun.affairs.letters.sorts import PUBLISHABLE
from zhanqun.affairs.letters.states import QUESTION, QuestionState
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.checks.api import Passage, privacy_hits
from zhanqun.core.notices import api as notices
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation import targets
from zhanqun.foundation.clock import day_of
from zhanqun.foundation.errors import DomainError

WRITTEN = ("question", "answer", "topics", "unit", "review_on")
# What the list of a site shows of one.
LISTED = ("question", "topics", "unit")
# An office may name a mobile number on which it is reached; whoever publishes reads it.
PUBLISHABLE_HITS = frozenset({"privacy.contact_mobile"})
USUAL_REVIEW_DAYS = 365


class QuestionPersonal(DomainError):
    """A person can be told from what would be public."""

    code = "letters.question_personal"
    message = _("问答里有个人信息“{words}”，不能公开。请删去后再公开。")


class ReviewPast(DomainError):
    code = "letters.review_past"
    message = _("复核日期要在今天以后，请改。")


class NotForLibrary(DomainError):
    """举报、信访, and letters without an answer, are no source."""

    code = "letters.not_for_library"
    message = _("只有已答复的咨询、求助、投诉、建议可以收进问答库。")


@transaction.atomic
def write_question(
    *,
    uid: UUID | None,
    content: Mapping[str, Any],
    by: User,
    now: datetime,
    source: Letter | None = None,
) -> Question:
    """Write a draft, or change one (编写问答). content: the fields of WRITTEN.

    Raises NotAllowed, IllegalMove, NotForLibrary.
    """
    if uid is None:
        row = Question(source=source)
        if source is not None:
            answer_for_library(source)
    else:
        row = _lock(uid)
        policies.check_may_keep_question(by, row.unit)
        row.state = QUESTION.target("write", row.state)
    policies.check_may_keep_question(by, content["unit"])
    before = {name: str(getattr(row, name)) for name in WRITTEN} if uid else {}
    _fill(row, content, by, now)
    row.save()
    audit.record(
        "letters.question_written", row, by=by, at=now, before=before, after=_told(content)
    )
    return row


@transaction.atomic
def publish_question(*, uid: UUID, by: User, now: datetime) -> Question:
    """Show it to everybody (公开问答): the head of the unit or the office.

    Raises NotAllowed, IllegalMove, QuestionPersonal, ReviewPast.
    """
    row = _lock(uid)
    policies.check_may_publish_question(by, row.unit)
    row.state = QUESTION.target("publish", row.state)
    check_nobody_in(row)
    check_review_to_come(row.review_on, now)
    row.published_at = row.published_at or now
    row.reviewed_at, row.reminded = now, 0
    return _saved(row, "letters.question_published", by, now)


@transaction.atomic
def confirm_question(*, uid: UUID, review_on: date, by: User, now: datetime) -> Question:
    """It is still right (复核无误); look again on another day. Raises as `publish_question`."""
    row = _lock(uid)
    policies.check_may_publish_question(by, row.unit)
    row.state = QUESTION.target("confirm", row.state)
    check_review_to_come(review_on, now)
    row.review_on, row.reviewed_at, row.reminded = review_on, now, 0
    _announce(row, {row.unit}, listed=False)
    after = {"review_on": review_on}
    return _saved(row, "letters.question_confirmed", by, now, after, announced=True)


@transaction.atomic
def change_question(*, uid: UUID, content: Mapping[str, Any], by: User, now: datetime) -> Question:
    """Put right what is public (修改公开的问答); who changes it has reviewed it.

    The old words stay public until this: nobody below the head can take them away by editing.
    Raises as `publish_question`.
    """
    row = _lock(uid)
    before = {name: str(getattr(row, name)) for name in WRITTEN}
    was = row.unit
    for unit in (row.unit, content["unit"]):
        policies.check_may_publish_question(by, unit)
    row.state = QUESTION.target("change", row.state)
    _fill(row, content, by, now)
    check_nobody_in(row)
    check_review_to_come(row.review_on, now)
    row.reviewed_at, row.reminded = now, 0
    listed = {name: str(getattr(row, name)) for name in LISTED} != {n: before[n] for n in LISTED}
    _announce(row, {was, row.unit}, listed=listed)
    return _saved(row, "letters.question_changed", by, now, _told(content), before, announced=True)


@transaction.atomic
def retire_question(*, uid: UUID, by: User, now: datetime) -> Question:
    """Show it no longer (停用问答). Raises NotAllowed, IllegalMove."""
    row = _lock(uid)
    policies.check_may_publish_question(by, row.unit)
    row.state = QUESTION.target("retire", row.state)
    return _saved(row, "letters.question_retired", by, now)


def answer_for_library(letter: Letter) -> str:
    """The newest answer to a letter with its writer covered, to begin a question with.

    Raises NotForLibrary.
    """
    found = casework.masked_answer(letter.case) if letter.sort in PUBLISHABLE else ""
    if not found:
        raise NotForLibrary
    return found


def check_nobody_in(row: Question) -> None:
    for text in (row.question, row.answer, "、".join(row.topics)):
        for hit in privacy_hits(Passage("question", "", text)):
            if hit.level != "hint" and hit.code not in PUBLISHABLE_HITS:
                raise QuestionPersonal(words=hit.suggestion or hit.matched[:2])


def check_review_to_come(review_on: date, now: datetime) -> None:
    if review_on <= day_of(now):
        raise ReviewPast


def _lock(uid: UUID) -> Question:
    return Question.objects.select_for_update(of=("self",)).select_related("unit").get(uid=uid)


def _fill(row: Question, content: Mapping[str, Any], by: User, now: datetime) -> None:
    for name in WRITTEN:
        setattr(row, name, content[name])
    row.written_by, row.written_at = by, now


def _told(content: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(content[name]) for name in WRITTEN}


def _saved(
    row: Question,
    act: str,
    by: User,
    now: datetime,
    after: Mapping[str, Any] | None = None,
    before: Mapping[str, Any] | None = None,
    *,
    announced: bool = False,
) -> Question:
    row.save()
    audit.record(act, row, by=by, at=now, before=before or {}, after=after or {"state": row.state})
    notices.settle([row.uid], now=now)
    if not announced:
        _announce(row, {row.unit}, listed=True)
    return row


def _announce(row: Question, units: set[Unit], *, listed: bool) -> None:
    """Its page on every site that shows it; listed: where it stands or what it is called too."""
    site_ids = {key for unit in units for key in sites_with(unit)}
    keys = [question_key(row.uid), *(map(questions_key, site_ids) if listed else ())]
    targets.announce(keys, site_ids, is_urgent=row.state == QuestionState.RETIRED)
