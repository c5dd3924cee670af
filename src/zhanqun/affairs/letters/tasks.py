"""Background entry points of letters; each may run twice."""

from procrastinate.contrib.django import app

from zhanqun.affairs.letters import figures
from zhanqun.foundation import clock


@app.periodic(cron=clock.every_night(0, 10))
@app.task(name="letters.count_figures", queue="care", queueing_lock="letters.count_figures")
def count_figures(timestamp: int) -> None:
    """Every night, and so at the end of each month: the public figures (来信统计)."""
    figures.count_all(clock.now())
