"""Background entry points of annual reports; each may run twice."""

from procrastinate.contrib.django import app

from zhanqun.affairs.annualreports import reminding
from zhanqun.foundation import clock


@app.periodic(cron=clock.every_night(7, 20))
@app.task(
    name="annualreports.remind_of_deadlines",
    queue="care",
    queueing_lock="annualreports.remind_of_deadlines",
)
def remind_of_deadlines(timestamp: int) -> None:
    """Every morning: reports that are due (年报期限提醒)."""
    reminding.remind_of_deadlines(clock.now())
