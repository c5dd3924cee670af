"""Background entry points of casework; each may run twice."""

from procrastinate.contrib.django import app

from zhanqun.core.casework import watching
from zhanqun.foundation import clock


@app.periodic(cron="*/5 * * * *")
@app.task(name="casework.watch", queue="care", queueing_lock="casework.watch")
def watch(timestamp: int) -> None:
    """Every five minutes: who is late, which offers lapsed, whom to warn (时限巡查)."""
    watching.watch(clock.now())
