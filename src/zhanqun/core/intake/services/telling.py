"""Telling the room that handles a kind (通知业务模块)."""

import logging
from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from zhanqun.core.intake.models import Envelope
from zhanqun.core.intake.queries import AT_ONCE, Arrival, arrival, files_of, waiting_envelopes
from zhanqun.foundation.registries import Registry

log = logging.getLogger(__name__)

# Kind -> what is called in the transaction in which an envelope of it arrives, or is released.
receivers: Registry[Callable[[Arrival], None]] = Registry("receivers of envelopes")


def tell(envelope: Envelope, files: list[UUID]) -> bool:
    """Offer an open envelope to its room; whether the room took the news.

    A fault upstairs must not close the door: it is rolled back alone, and offered again.
    """
    if envelope.kind not in receivers:
        return False
    try:
        with transaction.atomic():
            receivers.get(envelope.kind)(arrival(envelope, files))
    except Exception:
        log.exception("the receiver of %s failed for envelope %s", envelope.kind, envelope.uid)
        return False
    return True


def tell_again() -> int:
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
                tell(envelope, files_of(envelope))
    return len(uids)
