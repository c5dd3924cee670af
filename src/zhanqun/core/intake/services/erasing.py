"""Erasing after its time (到期清除): contents and files go, number and stamps stay.

Source: 《个人信息保护法》 Art. 19, kept no longer than the purpose needs; Art. 47.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.core.intake.kinds import kinds
from zhanqun.core.intake.models import (
    Envelope,
    Feedback,
    FeedbackAnswer,
    FeedbackFile,
    Retention,
)

AT_ONCE = 500


def kept_days(kind: str) -> int:
    set_here = Retention.objects.filter(kind=kind).values_list("days", flat=True).first()
    return set_here or kinds.get(kind).kept_days


def erase_old(*, now: datetime) -> int:
    """Erase what nothing has happened to for its kind's time; each in its own transaction."""
    erased = 0
    for kind, _entry in kinds:
        before = now - timedelta(days=kept_days(kind))
        rows = Envelope.objects.filter(kind=kind, erased_at=None, last_act_at__lt=before)
        for uid in list(rows.values_list("uid", flat=True)[:AT_ONCE]):
            erase(uid=uid, now=now)
            erased += 1
    return erased


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
