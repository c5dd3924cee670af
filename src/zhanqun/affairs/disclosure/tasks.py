"""Background entry points of disclosure; each may run twice."""

from procrastinate.contrib.django import app

from zhanqun.affairs.disclosure import guides, reminding
from zhanqun.foundation import clock


@app.periodic(cron=clock.every_night(7, 20))
@app.task(name="disclosure.remind", queue="care", queueing_lock="disclosure.remind")
def remind(timestamp: int) -> None:
    """Every morning: what is due to be made public (公开期限提醒)."""
    reminding.remind(clock.now())


@app.periodic(cron=clock.every_night(7, 25))
@app.task(
    name="disclosure.remind_of_guides", queue="care", queueing_lock="disclosure.remind_of_guides"
)
def remind_of_guides(timestamp: int) -> None:
    """Every morning: guides that nobody looked at for a year (公开指南核对提醒)."""
    guides.remind_of_guides(clock.now())
