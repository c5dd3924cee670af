"""Background entry points of disclosure; each may run twice."""

from procrastinate.contrib.django import app

from zhanqun.affairs.disclosure import reminding
from zhanqun.foundation import clock


@app.periodic(cron=clock.every_night(7, 20))
@app.task(name="disclosure.remind", queue="care", queueing_lock="disclosure.remind")
def remind(timestamp: int) -> None:
    """Every morning: what is due to be made public (公开期限提醒)."""
    reminding.remind(clock.now())
