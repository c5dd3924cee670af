"""What the library tidies by itself."""

from procrastinate.contrib.django import app

from zhanqun.content.library.autosaving import forget_old_autosaves
from zhanqun.foundation import clock

QUEUE = "care"


@app.periodic(cron=clock.every_night(3, 30))
@app.task(name="library.forget_autosaves", queue=QUEUE, queueing_lock="library.forget_autosaves")
def forget_autosaves(timestamp: int) -> None:
    """Delete autosaves that nobody came back for.

    timestamp: second since the epoch for which this run was planned; unused.
    """
    forget_old_autosaves(now=clock.now())
