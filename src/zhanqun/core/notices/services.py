"""Telling people, and what they do with it (提醒)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from zhanqun.core.notices import outbox
from zhanqun.core.notices.kinds import kinds
from zhanqun.core.notices.models import Notice, Preference
from zhanqun.core.notices.queries import notices_visible_to
from zhanqun.core.units.api import User
from zhanqun.foundation import clock


@transaction.atomic(savepoint=False)
def tell(
    people: Iterable[User],
    *,
    kind: str,
    text: str,
    url: str,
    key: str,
    now: datetime,
    detail: str = "",
    about_uid: UUID | None = None,
) -> int:
    """Tell each of the people, once for the key, inside the act's own transaction (提醒).

    Who may know is the caller's business: it asks `units` who holds the post there. Urgent kinds
    are mailed at once to those who want it. Returns how many were told now.
    """
    asked = {person.pk: person for person in people if person.is_active}
    told = Notice.objects.filter(key=key, person_id__in=asked).values_list("person_id", flat=True)
    known = set(told) if asked else set()
    fresh = [person for pk, person in asked.items() if pk not in known]
    rows = [
        Notice(
            person=person,
            kind=kind,
            text=_one_line(text),
            detail=_one_line(detail),
            url=url,
            key=key,
            about_uid=about_uid,
            created_at=now,
        )
        for person in fresh
    ]
    if kinds.get(kind).is_urgent:
        outbox.enclose(rows, now)
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def settle(about: Collection[UUID] | QuerySet, *, now: datetime) -> None:
    """What the notices asked for is done by somebody: they count as read (已办结).

    about: uids of records, or a query of them. Mail that has not left yet is not sent any more.
    """
    Notice.objects.filter(about_uid__in=about, read_at=None).update(read_at=now)


def mark_read(*, person: User, uids: Collection[UUID] | None, now: datetime) -> int:
    """Mark some notices of a person as read, or with None all (标为已读); returns how many."""
    rows = notices_visible_to(person).filter(read_at=None)
    if uids is not None:
        rows = rows.filter(uid__in=uids)
    return rows.order_by().update(read_at=now)


def read_all_before(day: date) -> int:
    """Count as read what everybody was told before a day: for what is brought in with a past."""
    before = datetime.combine(day, time.min, clock.BEIJING)
    rows = Notice.objects.filter(read_at=None, created_at__lt=before)
    return rows.update(read_at=F("created_at"))


def set_preference(*, person: User, urgent_mail: bool, digest: bool) -> Preference:
    """What a person wants by mail (提醒设置)."""
    row, _made = Preference.objects.update_or_create(
        person=person, defaults={"urgent_mail": urgent_mail, "digest": digest}
    )
    return row


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]
