"""Background entry points of mirrors; each may run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from zhanqun.delivery.mirrors import sending, services, waiting
from zhanqun.delivery.mirrors.models import Mirror
from zhanqun.delivery.mirrors.targets import places
from zhanqun.foundation import clock


# A mirror that is away is noted, and no failure of the job.
@app.task(name=waiting.SEND, queue=waiting.QUEUE, retry=RetryStrategy(max_attempts=10, wait=10))
def send(*, mirror: str) -> None:
    """Give one mirror what waits for it (镜像同步)."""
    row = Mirror.objects.filter(name=mirror).first()
    if row is None or mirror not in places() or (row.retry_at and row.retry_at > clock.now()):
        return
    try:
        is_left = sending.send_waiting(row)
    except sending.MirrorInUse:
        is_left = True
    if is_left:
        waiting.wake(mirror)


@app.periodic(cron="* * * * *")
@app.task(name="mirrors.look_again", queue=waiting.QUEUE, queueing_lock="mirrors.look_again")
def look_again(timestamp: int) -> None:
    """Every minute: new mirrors, those that are to be tried again, and what was overlooked."""
    now = clock.now()
    for mirror in waiting.rows_of_mirrors():
        is_due = mirror.retry_at is None or mirror.retry_at <= now
        if is_due and mirror.waiting.exists():
            waiting.wake(mirror.name, seconds=0)


@app.periodic(cron=clock.every_night(4, 20))
@app.task(name="mirrors.check", queue=waiting.QUEUE, lock="mirrors", queueing_lock="mirrors.check")
def check(timestamp: int) -> None:
    """Every night, each mirror is compared with the manifest and mended (全量核对); one that is no
    longer set up is forgotten."""
    Mirror.objects.exclude(name__in=places()).delete()
    for mirror in waiting.rows_of_mirrors():
        try:
            services.check_mirror(mirror, mend=True, now=clock.now())
        except (sending.MirrorAway, sending.MirrorInUse) as failure:
            sending.note_failure(mirror, str(failure), clock.now())
