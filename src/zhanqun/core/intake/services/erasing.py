"""Erasing after its time (到期清除): contents and files go, number and stamps stay.

What is still being handled (未办结) is never erased, however long it takes: what nobody has decided
on or taken here, and what the room above says is open.

Source: 《个人信息保护法》 Art. 19, kept no longer than the purpose needs; Art. 47.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.core.intake.kinds import Kind, kinds
from zhanqun.core.intake.models import (
    Envelope,
    Feedback,
    FeedbackAnswer,
    FeedbackFile,
    Retention,
)
from zhanqun.core.intake.states import EnvelopeState

AT_ONCE = 500


def kept_days(kind: str) -> int:
    set_here = Retention.objects.filter(kind=kind).values_list("days", flat=True).first()
    return set_here or kinds.get(kind).kept_days


def erase_old(*, now: datetime) -> int:
    """Erase what nothing has happened to for its kind's time; each in its own transaction."""
    erased = 0
    for kind, entry in kinds:
        before = now - timedelta(days=kept_days(kind))
        for uid in list(islice(_ended(entry, _untouched(kind, before)), AT_ONCE)):
            erase(uid=uid, now=now)
            erased += 1
    return erased


def _untouched(kind: str, before: datetime) -> QuerySet[Envelope]:
    """Without what is held, and without what no room has taken or answered."""
    rows = Envelope.objects.filter(kind=kind, erased_at=None, last_act_at__lt=before)
    return rows.exclude(state=EnvelopeState.HELD).exclude(state=EnvelopeState.OPEN, fetched_at=None)


def _ended(kind: Kind, rows: QuerySet[Envelope]) -> Iterator[UUID]:
    """Asks the room above for many at a time; the open ones do not stand in the way of the rest."""
    last = 0
    while some := dict(rows.filter(pk__gt=last).order_by("pk").values_list("pk", "uid")[:AT_ONCE]):
        last = max(some)
        still_open = kind.still_open(list(some.values())) if kind.still_open else ()
        yield from (uid for uid in some.values() if uid not in still_open)


@transaction.atomic
def erase(*, uid: UUID, now: datetime) -> None:
    row = Envelope.objects.select_for_update().get(uid=uid)
    given = Feedback.objects.filter(envelope=row)
    theirs = FeedbackFile.objects.filter(feedback__envelope=row)
    uids = list(row.files.values_list("attachment__uid", flat=True))
    row.files.all().delete()
    theirs.delete()
    given.update(text="", facts=[], term={})
    FeedbackAnswer.objects.filter(ask__envelope=row).update(text="")
    row.asks.filter(closed_at=None).update(closed_at=now)
    attachments.remove_from_outside(uids)
    row.payload, row.mapped, row.erased_at = {}, {}, now
    row.save(update_fields=["payload", "mapped", "erased_at"])
    audit.record("intake.erased", row, by=None, at=now, after={"files": len(uids)})
