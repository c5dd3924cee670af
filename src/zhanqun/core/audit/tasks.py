"""Sealing the trail in the background (审计封签), and taking its head out of the database."""

from procrastinate.contrib.django import app

from zhanqun.core.audit.heads import export_head
from zhanqun.core.audit.sealing import seal_trail
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


@app.periodic(cron=clock.every_night(3, 50))
@app.task(name="audit.export_head", queue=QUEUE, queueing_lock="audit.export_head")
def take_head_out(timestamp: int) -> None:
    """Seal what any run by day may have left out, then write the head to the file outside."""
    while seal_trail(now=clock.now(), everything=True):
        pass
    export_head(now=clock.now())
