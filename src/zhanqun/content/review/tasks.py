"""Background entry points of review."""

from procrastinate.contrib.django import app

from zhanqun.content.review import reminding
from zhanqun.foundation import clock


@app.periodic(cron="* * * * *")
@app.task(name="review.remind", queue="care", queueing_lock="review.remind")
def remind(timestamp: int) -> None:
    """Every minute: warn of steps whose time is running out or over."""
    reminding.remind_due(clock.now())
