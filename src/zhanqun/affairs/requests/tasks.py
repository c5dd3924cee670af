"""Background entry points of requests; each may run twice."""

from procrastinate.contrib.django import app

from zhanqun.affairs.requests import foretelling, watching
from zhanqun.foundation import clock


@app.periodic(cron=clock.every_night(0, 5))
@app.task(name="requests.watch", queue="care", queueing_lock="requests.watch")
def watch(timestamp: int) -> None:
    """Every night just after midnight: what was due yesterday and did not come (申请时限巡查)."""
    watching.watch(clock.now())


@app.periodic(cron=clock.every_night(7, 30))
@app.task(name="requests.foretell", queue="care", queueing_lock="requests.foretell")
def foretell(timestamp: int) -> None:
    """Every morning: terms that end within two working days (申请时限预警)."""
    foretelling.foretell(clock.now())
