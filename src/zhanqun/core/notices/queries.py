"""Reading notices and mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from zhanqun.core.notices.models import Mail, MailState, Notice, Preference
from zhanqun.core.units.api import User

# Nobody reads the exact size of a full inbox.
COUNT_MAX = 99
# Mail that waits longer is late; a failure is an alarm for so long.
LATE = timedelta(minutes=15)
ALARM = timedelta(days=3)


def notices_visible_to(user: Any) -> QuerySet[Notice]:
    """A person's own notices, newest first (收件箱); nobody sees another's."""
    return Notice.objects.filter(person_id=user.pk).select_related("mail").order_by("-id")


def unread_count(user: Any) -> int:
    """How many are unread, counted up to one more than COUNT_MAX; read once per user object."""
    if "_unread_notices" not in user.__dict__:
        unread = Notice.objects.filter(person_id=user.pk, read_at=None)
        user.__dict__["_unread_notices"] = unread[: COUNT_MAX + 1].count()
    return int(user.__dict__["_unread_notices"])


def preference_of(user: User) -> Preference:
    """What a person wants by mail; everything where nothing was said."""
    return Preference.objects.filter(person=user).first() or Preference(person=user)


def mail_is_on() -> bool:
    """Whether a mail server is named (ZHANQUN_SMTP_URL)."""
    return bool(settings.EMAIL_HOST)


@dataclass(frozen=True)
class MailFigures:
    """How mail goes: whether it is on, how many wait too long, how many were given up lately."""

    is_on: bool
    late: int
    failed: int
    last_error: str


def mail_figures(now: datetime) -> MailFigures:
    late = Mail.objects.filter(state=MailState.WAITING, made_at__lt=now - LATE)
    failed = Mail.objects.filter(state=MailState.FAILED, made_at__gte=now - ALARM)
    newest = (late | failed).exclude(last_error="").order_by("-id").first()
    return MailFigures(
        is_on=mail_is_on(),
        late=late.count(),
        failed=failed.count(),
        last_error=newest.last_error if newest else "",
    )


def mails_in_trouble() -> QuerySet[Mail]:
    """Mail that did not arrive yet or at all, newest first (未送达); never what it says."""
    return (
        Mail.objects.exclude(last_error="")
        .filter(state__in=[MailState.FAILED, MailState.WAITING])
        .select_related("person__unit")
        .defer("subject", "text", "html")
        .order_by("-id")
    )
