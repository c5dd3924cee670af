"""Background entry points of notices; each may run twice."""

from datetime import timedelta

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from zhanqun.core.notices import digests, outbox, sending
from zhanqun.core.notices.models import Mail, MailState, Notice
from zhanqun.core.notices.queries import mail_is_on
from zhanqun.foundation import clock

KEEP_READ = timedelta(days=180)
KEEP_UNREAD = timedelta(days=365)
KEEP_MAIL = timedelta(days=30)


@app.task(name=outbox.SEND, queue=outbox.QUEUE, retry=RetryStrategy(max_attempts=5, wait=10))
def send() -> None:
    """Send what waits; the job itself fails only where the database is away."""
    sending.send_waiting(clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="notices.look_again", queue="care", queueing_lock="notices.look_again")
def look_again(timestamp: int) -> None:
    """Every minute: mail that is due again, and the day's digest once its hour has come."""
    now = clock.now()
    if not mail_is_on():
        return
    if Mail.objects.filter(state=MailState.WAITING, next_try_at__lte=now).exists():
        outbox.wake()
    if digests.is_time(now):
        with transaction.atomic():
            for person_id in digests.begin(now):
                make_digest.defer(person_id=person_id)


@app.task(name="notices.make_digest", queue="care", retry=RetryStrategy(max_attempts=5, wait=60))
def make_digest(*, person_id: int) -> None:
    """One person's digest of today (每日待办摘要)."""
    digests.make(person_id, clock.now())


@app.periodic(cron=clock.every_night(3, 50))
@app.task(name="notices.tidy", queue="care", queueing_lock="notices.tidy")
def tidy(timestamp: int) -> None:
    """Every night: notices read long ago go, unread ones after a year, mail after 30 days."""
    now = clock.now()
    Notice.objects.filter(read_at__lt=now - KEEP_READ).delete()
    Notice.objects.filter(created_at__lt=now - KEEP_UNREAD).delete()
    Mail.objects.filter(made_at__lt=now - KEEP_MAIL).delete()
