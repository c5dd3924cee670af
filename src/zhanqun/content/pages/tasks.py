"""Background entry points of pages."""

from procrastinate.contrib.django import app

from zhanqun.content.pages.lifetimes import turn_topics
from zhanqun.foundation import clock


@app.periodic(cron="* * * * *")
@app.task(name="pages.turn_topics", queue="care", queueing_lock="pages.turn_topics")
def turn(timestamp: int) -> None:
    """Every minute: topics whose day has come are opened or archived."""
    turn_topics(clock.now())
