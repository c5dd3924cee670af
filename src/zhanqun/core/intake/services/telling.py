"""Telling the room that handles a kind (通知业务模块)."""

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zhanqun.core.intake.asks import WriterAnswer
from zhanqun.core.intake.models import Envelope, FeedbackAnswer
from zhanqun.core.intake.queries import AT_ONCE, Arrival, arrival, files_of, waiting_envelopes
from zhanqun.foundation import addresses
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.registries import Registry

log = logging.getLogger(__name__)

# Kind -> what is called in the transaction in which an envelope of it arrives, or is released.
receivers: Registry[Callable[[Arrival], object]] = Registry("receivers of envelopes")
# Kind -> what is called in the transaction in which a writer answers what a receipt asked.
answer_receivers: Registry[Callable[[WriterAnswer], None]] = Registry("receivers of answers")


def tell(envelope: Envelope, files: list[UUID], *, now: datetime) -> bool:
    """Offer an open envelope to its room; whether the room took the news.

    now: of this act, from which the room has it. A fault upstairs must not close the door: it is
    rolled back alone, and offered again.
    """
    if envelope.kind not in receivers:
        return False
    try:
        with transaction.atomic(), addresses.of_the_desk():
            receivers.get(envelope.kind)(arrival(envelope, files, told_at=now))
    except Exception:
        log.exception("the receiver of %s failed for envelope %s", envelope.kind, envelope.uid)
        return False
    return True


def tell_answer(row: FeedbackAnswer, *, now: datetime) -> None:
    """Offer a writer's answer to the room that asked, and stamp it once the room has taken it.

    A fault upstairs is rolled back alone, and offered again. Raises what the room refuses by rule.
    """
    envelope = row.ask.envelope
    if envelope.kind not in answer_receivers:
        return
    try:
        with transaction.atomic(), addresses.of_the_desk():
            answer_receivers.get(envelope.kind)(_answer(row))
    except DomainError:
        raise
    except Exception:
        log.exception("the receiver of answers of %s failed for %s", envelope.kind, envelope.uid)
        return
    row.told_at = now
    row.save(update_fields=["told_at"])


def _answer(row: FeedbackAnswer) -> WriterAnswer:
    return WriterAnswer(
        uid=row.uid,
        envelope=row.ask.envelope.uid,
        kind=row.ask.envelope.kind,
        code=row.ask.code,
        value=row.value,
        text=row.text,
        given_at=row.given_at,
        files=tuple(row.files.order_by("id").values_list("attachment__uid", flat=True)),
    )


def tell_answers_again(*, now: datetime) -> int:
    """Offer once more the answers that no room has taken; returns how many were offered."""
    known = [kind for kind, _receiver in answer_receivers]
    untold = FeedbackAnswer.objects.filter(told_at=None, ask__envelope__kind__in=known)
    keys = list(untold.order_by("id").values_list("pk", flat=True)[:AT_ONCE])
    for key in keys:
        with transaction.atomic():
            row = untold.select_for_update(of=("self",), skip_locked=True).filter(pk=key).first()
            if row is not None:
                _offered_again(row, now)
    return len(keys)


def _offered_again(row: FeedbackAnswer, now: datetime) -> None:
    try:
        tell_answer(row, now=now)
    except DomainError as refusal:
        # The room has heard it and says no; the writer has left the page.
        log.warning("answer %s was refused: %s", row.uid, refusal.code)
        row.told_at = now
        row.save(update_fields=["told_at"])


def tell_again(*, now: datetime) -> int:
    """Offer once more what a room has not taken; returns how many were offered."""
    known = [kind for kind, _receiver in receivers]
    uids = list(
        waiting_envelopes()
        .filter(kind__in=known)
        .order_by("id")
        .values_list("uid", flat=True)[:AT_ONCE]
    )
    for uid in uids:
        with transaction.atomic():
            envelope = (
                waiting_envelopes().select_for_update(skip_locked=True).filter(uid=uid).first()
            )
            if envelope is not None:
                tell(envelope, files_of(envelope), now=now)
    return len(uids)
