"""Background entry points of letters; each may run twice."""

from procrastinate.contrib.django import app

from zhanqun.affairs.letters import figures, reviewing
from zhanqun.foundation import clock


@app.periodic(cron=clock.every_night(0, 10))
@app.task(name="letters.count_figures", queue="care", queueing_lock="letters.count_figures")
def count_figures(timestamp: int) -> None:
    """Every night, and so at the end of each month: the public figures (来信统计)."""
    figures.count_all(clock.now())


@app.periodic(cron=clock.every_night(7, 10))
@app.task(name="letters.remind_of_reviews", queue="care", queueing_lock="letters.remind_of_reviews")
def remind_of_reviews(timestamp: int) -> None:
    """Every morning: questions whose review is near or past (问答复核提醒)."""
    reviewing.remind_of_reviews(clock.now())
