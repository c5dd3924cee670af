"""Mail that is to be sent (发件箱): rows in the act's own transaction, sent by a job."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from procrastinate.contrib.django import app

from zhanqun.core.notices import letters
from zhanqun.core.notices.models import Mail, Notice, Preference
from zhanqun.core.notices.queries import mail_is_on
from zhanqun.core.units.api import User

SEND = "notices.send"
QUEUE = "mail"
# Keys of digests begin so.
DIGEST = "digest:"


def enclose(notices: Sequence[Notice], now: datetime) -> None:
    """Make a mail for each urgent notice whose person wants one; the notices point to it."""
    people = mailable(notice.person for notice in notices)
    refusing = set(
        Preference.objects.filter(person__in=people, urgent_mail=False).values_list(
            "person_id", flat=True
        )
        if people
        else []
    )
    wanted = [
        notice for notice in notices if notice.person in people and notice.person_id not in refusing
    ]
    if not wanted:
        return
    made = post([letters.of_notice(notice, now) for notice in wanted])
    for notice in wanted:
        notice.mail_id = made.get((notice.person_id, notice.key))


def mailable(people: Iterable[User]) -> list[User]:
    """Those whom mail can reach; none while mail is off."""
    return [person for person in people if person.email] if mail_is_on() else []


def post(mails: Sequence[Mail]) -> dict[tuple[int, str], int]:
    """Keep mails and wake the sender; the same key for a person is one mail.

    Returns the row's id by person and key.
    """
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    rows = Mail.objects.filter(
        person__in={mail.person_id for mail in mails}, key__in={mail.key for mail in mails}
    )
    wake()
    return {(row.person_id, row.key): row.pk for row in rows.only("person_id", "key")}


def wake() -> None:
    """A job that sends what waits; a lock keeps it to one at a time, so that a slow server holds
    up one of a worker's hands at most."""
    app.configure_task(SEND, queue=QUEUE, lock=SEND).defer()
