"""Background entry points of the policy library; each may run twice."""

from procrastinate.contrib.django import app

from zhanqun.affairs.policylibrary import reviewing, warning
from zhanqun.affairs.policylibrary.holdings import keeping
from zhanqun.affairs.policylibrary.public import bundling, calendar
from zhanqun.affairs.policylibrary.services import settle_all
from zhanqun.affairs.policylibrary.services.ruling import RECOUNT
from zhanqun.foundation import clock


@app.periodic(cron=clock.every_night(0, 20))
@app.task(name="policylibrary.turn_calendar", queue="care", queueing_lock="policylibrary.calendar")
def turn_calendar(timestamp: int) -> None:
    """Every night: the calendar begins with another day (政策日历); what the library has not yet
    taken in comes in (补录)."""
    now = clock.now()
    keeping.catch_up(now)
    calendar.turn(now)


@app.periodic(cron=clock.every_night(2, 30))
@app.task(name="policylibrary.make_bundles", queue="care", queueing_lock="policylibrary.bundles")
def make_bundles(timestamp: int) -> None:
    """Every night: files with the documents of years in which one changed (年度数据包)."""
    bundling.make_stale(clock.now())


@app.periodic(cron=clock.every_night(7, 20))
@app.task(name="policylibrary.remind", queue="care", queueing_lock="policylibrary.remind")
def remind(timestamp: int) -> None:
    """Every morning: terms that end, and duties near or past their day (有效期、解读提醒)."""
    now = clock.now()
    reviewing.remind_of_terms(now)
    warning.warn_of_duties(now)


@app.task(name=RECOUNT, queue="care")
def recount() -> None:
    """Once the rules are others: every term by them (重新计算有效期)."""
    settle_all(clock.now())
