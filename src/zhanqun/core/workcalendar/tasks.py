"""Background entry points of the calendar; each may run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from zhanqun.core.workcalendar import moving
from zhanqun.foundation import clock


@app.task(name=moving.TASK, queue=moving.QUEUE, retry=RetryStrategy(max_attempts=10, wait=10))
def follow(*, change_id: int) -> None:
    """Move the open dates that a change of the calendar reaches (期限重算)."""
    moving.follow(change_id=change_id, now=clock.now())
