"""Background entry points of requests; each may run twice."""

from uuid import UUID

from procrastinate.contrib.django import app

from zhanqun.affairs.requests import foretelling, watching
from zhanqun.affairs.requests.services import packing
from zhanqun.foundation import clock


@app.periodic(cron=clock.every_night(0, 5))
@app.task(name="requests.watch", queue="care", queueing_lock="requests.watch")
def watch(timestamp: int) -> None:
    """Every night just after midnight: what was due yesterday and did not come (申请时限巡查);
    packed files that were fetched long ago are deleted."""
    now = clock.now()
    watching.watch(now)
    packing.forget_old(now)


@app.periodic(cron=clock.every_night(7, 30))
@app.task(name="requests.foretell", queue="care", queueing_lock="requests.foretell")
def foretell(timestamp: int) -> None:
    """Every morning: terms that end within two working days (申请时限预警)."""
    foretelling.foretell(clock.now())


@app.task(name=packing.PACK, queue=packing.QUEUE)
def pack(*, ticket: str) -> None:
    """The file of an ended request as a zip (生成办件档案)."""
    packing.pack(ticket=UUID(ticket), now=clock.now())
