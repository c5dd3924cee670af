"""Care of accounts at night (账号夜间检查)."""

from procrastinate.contrib.django import app

from zhanqun.core.accounts.sessions import forget_ended
from zhanqun.core.accounts.suspensions import suspend_dormant
from zhanqun.foundation import clock

QUEUE = "care"


@app.periodic(cron=clock.every_night(3, 10))
@app.task(name="accounts.suspend_dormant", queue=QUEUE, queueing_lock="accounts.suspend_dormant")
def suspend(timestamp: int) -> None:
    """Suspend accounts not used for long.

    timestamp: second since the epoch for which this run was planned; unused.
    """
    suspend_dormant(now=clock.now())


@app.periodic(cron=clock.every_night(3, 15))
@app.task(name="accounts.forget_ended", queue=QUEUE, queueing_lock="accounts.forget_ended")
def forget(timestamp: int) -> None:
    """Drop sessions that have ended, and old notes of logins.

    timestamp: second since the epoch for which this run was planned; unused.
    """
    forget_ended(now=clock.now())
