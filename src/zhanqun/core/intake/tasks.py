"""Background entry points of the door; each may run twice."""

from procrastinate.contrib.django import app

from zhanqun.core.intake import limits
from zhanqun.core.intake.services import erasing, files, telling
from zhanqun.foundation import clock


@app.periodic(cron="* * * * *")
@app.task(name="intake.tell_again", queue="care", queueing_lock="intake.tell_again")
def tell_again(timestamp: int) -> None:
    """Every minute, what a room has not taken yet is offered once more. timestamp: unused."""
    now = clock.now()
    telling.tell_again(now=now)
    telling.tell_answers_again(now=now)


@app.periodic(cron=clock.every_night(3, 20))
@app.task(name="intake.tidy", queue="care", queueing_lock="intake.tidy")
def tidy(timestamp: int) -> None:
    """Every night: counts that are over, files nobody submitted, contents past their time."""
    now = clock.now()
    limits.forget(now)
    files.delete_abandoned(now=now)
    erasing.erase_old(now=now)
