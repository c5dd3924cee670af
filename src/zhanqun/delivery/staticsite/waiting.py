"""What waits to be shown, and the job that shows it (待刷新)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from zhanqun.delivery.staticsite.models import PendingChange
from zhanqun.foundation import clock

QUEUE = "publish"
REFRESH = "staticsite.refresh"
# A run that has more to do leaves it to the next one; one such job waits at most.
GOING_ON = "staticsite.refresh.going_on"


def note(
    keys: Iterable[str], site_ids: Iterable[int], urgency: int, publication_id: int | None = None
) -> PendingChange:
    """Change and job are rows of the act's transaction."""
    change = PendingChange.objects.create(
        keys=sorted(keys),
        site_ids=sorted(site_ids),
        urgency=urgency,
        publication_id=publication_id,
        noted_at=clock.now(),
    )
    wake()
    return change


def wake() -> None:
    """By name, since the task stands above."""
    app.configure_task(REFRESH, queue=QUEUE).defer()


def go_on(at: datetime | None = None) -> None:
    """Wake again for what is left, unless that is already to happen."""
    job = app.configure_task(REFRESH, queue=QUEUE, queueing_lock=GOING_ON, schedule_at=at)
    try:
        with transaction.atomic():
            job.defer()
    except AlreadyEnqueued:
        pass
