"""Answers leave as feedback to the receipt (反馈)."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.core.intake import policies
from zhanqun.core.intake.asks import Ask
from zhanqun.core.intake.errors import AnsweredElsewhere
from zhanqun.core.intake.kinds import kind_of
from zhanqun.core.intake.models import Envelope, Feedback, FeedbackFile
from zhanqun.core.intake.services.asking import put_ask
from zhanqun.core.units.api import User


@dataclass(frozen=True)
class Term:
    """Why a due date is the one it is, as its writer reads it (期限说明).

    weeks: from Monday to Sunday, a day as (ISO date, kind, mark), None beside the term; kinds are
    start, counted, rest, paused, due. until: ISO date on which it ended, "" while it runs.
    """

    text: str
    weeks: Sequence[Sequence[tuple[str, str, str] | None]] = ()
    until: str = ""


@transaction.atomic
def give_feedback(
    *,
    envelope: UUID,
    kind: str,
    title: str,
    now: datetime,
    text: str = "",
    signed: str = "",
    facts: Sequence[tuple[str, str]] = (),
    is_step: bool = False,
    term: Term | None = None,
    files: Iterable[UUID] = (),
    ask: Ask | None = None,
    by: User | None = None,
) -> Feedback:
    """Put one piece of news on the receipt (反馈到回执).

    kind: the upper room's word for it, such as "accepted", "reply". title: the status word that the
    sender reads, such as 已受理. is_step: a line in the course of things, no answer of its own.
    signed: the unit that speaks. files: uids of attachments, shown
    once they are scanned. ask: what the writer is asked with it; the answer comes through
    `answer_receivers`. Whether `by` may say so is the upper room's business.
    """
    row = Envelope.objects.select_for_update().get(uid=envelope)
    feedback = Feedback.objects.create(
        envelope=row,
        kind=kind,
        title=title,
        text=text,
        signed=signed,
        facts=[list(fact) for fact in facts],
        is_step=is_step,
        term=asdict(term) if term else {},
        given_at=now,
    )
    shown = attachments.attachments_by_uid(files)
    FeedbackFile.objects.bulk_create(
        [FeedbackFile(feedback=feedback, attachment=shown[uid]) for uid in files if uid in shown]
    )
    if ask is not None:
        put_ask(row, ask, now)
    row.last_act_at = now
    row.save(update_fields=["last_act_at"])
    audit.record("intake.feedback_given", row, by=by, at=now, after={"kind": kind, "title": title})
    return feedback


@transaction.atomic
def answer_here(*, uid: UUID, title: str, text: str, by: User, now: datetime) -> Feedback:
    """Answer a kind that no room above handles (答复). Raises NotAllowed, AnsweredElsewhere."""
    row = Envelope.objects.select_for_update().get(uid=uid)
    policies.check_may_keep(by, row)
    kind = kind_of(row.kind)
    if not kind.answered_here:
        raise AnsweredElsewhere(kind=str(kind.title))
    if row.fetched_at is None:
        row.fetched_at = now
        row.save(update_fields=["fetched_at"])
    unit: Any = row.unit
    return give_feedback(
        envelope=uid, kind="answer", title=title, text=text, signed=str(unit or ""), now=now, by=by
    )
