"""Asking the writer on the receipt page, and taking the answer (回执询问与回答).

Locks are taken in one order, the upper room's row before ours: an answer is inserted and told, and
only then its question closed. So a clerk and the writer wait for each other.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from zhanqun.core.audit import api as audit
from zhanqun.core.intake import characters
from zhanqun.core.intake.asks import Ask, check_answer, draft_key
from zhanqun.core.intake.errors import AskClosed
from zhanqun.core.intake.models import Envelope, FeedbackAnswer, FeedbackAsk
from zhanqun.core.intake.services.files import claim_drafts
from zhanqun.core.intake.services.telling import tell_answer


@transaction.atomic
def ask_writer(*, envelope: UUID, ask: Ask, now: datetime) -> None:
    """Put a question on the receipt (询问来件人); an open one of the same code is replaced."""
    row = Envelope.objects.select_for_update().get(uid=envelope)
    put_ask(row, ask, now)
    audit.record("intake.asked", row, by=None, at=now, after={"code": ask.code})


def put_ask(row: Envelope, ask: Ask, now: datetime) -> None:
    """Within the transaction of a service that has locked the envelope."""
    row.asks.filter(code=ask.code, closed_at=None).update(closed_at=now)
    FeedbackAsk.objects.create(
        envelope=row,
        code=ask.code,
        title=ask.title,
        choices=[[value, str(label)] for value, label in ask.choices],
        text_label=ask.text_label,
        hint=ask.hint,
        button=str(ask.button),
        is_folded=ask.is_folded,
        needs_text=ask.needs_text,
        files_most=ask.files_most,
        asked_at=now,
    )


@transaction.atomic
def close_ask(*, envelope: UUID, code: str, now: datetime) -> bool:
    """Take a question off the receipt (关闭询问); whether there was one."""
    there = FeedbackAsk.objects.filter(envelope__uid=envelope, code=code, closed_at=None)
    return bool(there.update(closed_at=now))


def answer_ask(
    *, envelope: UUID, ask: UUID | None, value: str, text: str, now: datetime
) -> FeedbackAnswer:
    """Take the writer's answer, once (来件人回答); the same one again is no fault.

    The files kept for it so far (`asks.draft_key`) come with it.

    Raises AnswerRefused, AskClosed, and what the upper room refuses.
    """
    row = _ask(envelope, ask)
    text = characters.storable(text) if row.text_label else ""
    check_answer(row.choices, value, text, needed=row.text_label if row.needs_text else "")
    if row.closed_at is None:
        try:
            return _stored(row, value, text, now)
        except IntegrityError:
            # Sent twice at once: the other one won.
            pass
    return _given_before(row, value, text)


@transaction.atomic
def _stored(row: FeedbackAsk, value: str, text: str, now: datetime) -> FeedbackAnswer:
    answer = FeedbackAnswer.objects.create(ask=row, value=value, text=text, given_at=now)
    if row.files_most:
        claim_drafts(key_hash=draft_key(row.uid), envelope=row.envelope, answer=answer)
    tell_answer(answer, now=now)
    is_ours = FeedbackAsk.objects.filter(pk=row.pk, closed_at=None).update(closed_at=now)
    if not is_ours and answer.told_at is None:
        # Closed meanwhile, and no room above has said that it still counts.
        raise AskClosed
    Envelope.objects.filter(pk=row.envelope_id).update(last_act_at=now)
    after = {"code": row.code, "value": value}
    audit.record("intake.writer_answered", row.envelope, by=None, at=now, after=after)
    return answer


def _ask(envelope: UUID, ask: UUID | None) -> FeedbackAsk:
    """Raises AskClosed for what this receipt never asked."""
    rows = FeedbackAsk.objects.select_related("envelope").filter(envelope__uid=envelope)
    row = rows.filter(uid=ask).first() if ask else None
    if row is None:
        raise AskClosed
    return row


def _given_before(row: FeedbackAsk, value: str, text: str) -> FeedbackAnswer:
    given = FeedbackAnswer.objects.filter(ask=row).first()
    if given is None or (given.value, given.text) != (value, text):
        raise AskClosed
    return given
