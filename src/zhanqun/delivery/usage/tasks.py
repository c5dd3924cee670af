"""Background work of the visit figures; each may run twice."""

from procrastinate.contrib.django import app

from zhanqun.delivery.usage import counting
from zhanqun.foundation import clock

QUEUE = "care"


@app.periodic(cron="7 * * * *")
@app.task(name="usage.count_visits", queue=QUEUE, queueing_lock="usage.count_visits")
def count_visits(timestamp: int) -> None:
    """Every hour, the hour before is counted (访问统计)."""
    try:
        counting.count_visits(clock.now())
    except counting.CountingElsewhere:
        return


@app.periodic(cron=clock.every_night(4, 40))
@app.task(name="usage.forget_old", queue=QUEUE, queueing_lock="usage.forget_old")
def forget_old(timestamp: int) -> None:
    """Every night, figures past their time are deleted."""
    counting.forget_old(clock.now())
