"""The daily digest (每日待办摘要): what the first screen shows, once a day, where there is any."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from zhanqun.core.notices import letters, outbox
from zhanqun.core.notices.models import DigestRun, Mail, Notice, Preference
from zhanqun.core.notices.queries import notices_visible_to
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.ui.work import WorkItem, WorkList, work_of

NEWS_MAX = 20
# What happened longer ago is no news.
NEWS = timedelta(days=7)


def is_time(now: datetime) -> bool:
    """Whether today's digest is due and not begun; one that was missed goes out later that day."""
    moment = clock.beijing(now)
    if moment.time() < settings.ZHANQUN_DIGEST_AT:
        return False
    return not DigestRun.objects.filter(day=moment.date()).exists()


@transaction.atomic
def begin(now: datetime) -> list[int]:
    """Note that the day's digest is begun; returns for whom. Nobody is left the second time."""
    _row, is_first = DigestRun.objects.get_or_create(day=clock.day_of(now), defaults={"at": now})
    return list(readers(clock.day_of(now)).values_list("pk", flat=True)) if is_first else []


def readers(on: date) -> QuerySet[User]:
    """Who gets a digest: in office on that day, with an address, and not averse to it."""
    averse = Preference.objects.filter(digest=False).values("person_id")
    return units.people_in_office(on).exclude(email="").exclude(pk__in=averse).order_by("pk")


@transaction.atomic
def make(person_id: int, now: datetime) -> Mail | None:
    """Make a person's digest of the day; None where there is nothing to tell. Twice is once."""
    today = clock.day_of(now)
    person = readers(today).filter(pk=person_id).first()
    key = f"{outbox.DIGEST}{today}"
    if person is None or Mail.objects.filter(person=person, key=key).exists():
        return None
    lists, news = pressing_lists(person, now), list(news_of(person, now)[:NEWS_MAX])
    if not lists and not news:
        return None
    posted = outbox.post([letters.of_day(person, key, lists, news, now)])
    mail = Mail.objects.get(pk=posted[person.pk, key])
    Notice.objects.filter(pk__in=[row.pk for row in news]).update(mail=mail)
    return mail


def pressing_lists(person: Any, now: datetime) -> list[tuple[WorkList, list[WorkItem]]]:
    """The first screen's lists that press today, each with the items that do."""
    found = ((row, pressing(row, now)) for row in work_of(person, now) if row.number)
    return [(row, items) for row, items in found if items]


def pressing(row: WorkList, now: datetime) -> list[WorkItem]:
    """Items without a limit, and those whose limit is today, past, or as near as the list says."""
    if row.told_days_before is None:
        return []
    midnight = datetime.combine(clock.day_of(now) + timedelta(days=1), time.min, clock.BEIJING)
    until = midnight + timedelta(days=row.told_days_before)
    return [item for item in row.items if item.due_at is None or item.due_at <= until]


def news_of(person: User, now: datetime) -> QuerySet[Notice]:
    """Unread notices that no mail told yet, newest first."""
    return notices_visible_to(person).filter(read_at=None, mail=None, created_at__gte=now - NEWS)
