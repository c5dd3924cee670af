"""Sealing the trail in the background (审计封签)."""

from procrastinate.contrib.django import app

from zhanqun.core.audit.services import seal_trail
from zhanqun.foundation import clock

QUEUE = "care"


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queue=QUEUE, queueing_lock="audit.seal")
def seal(timestamp: int) -> None:
    """Chain what was recorded since the last run.

    timestamp: second since the epoch for which this run was planned; unused.
    """
    while seal_trail(now=clock.now()):
        pass
