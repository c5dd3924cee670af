"""Background entry points of what editors and readers teach the search; each may run twice."""

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from zhanqun.foundation import clock

CARE_QUEUE = "care"


@app.periodic(cron="*/5 * * * *")
@app.task(name="search.sum_queries", queue=CARE_QUEUE, queueing_lock="search.sum_queries")
def sum_queries(timestamp: int) -> None:
    """Every five minutes: what was searched on this machine is counted (检索统计)."""
    from zhanqun.delivery.search.editing.services import sum_spool

    sum_spool(now=clock.now())


@app.periodic(cron=clock.every_night(3, 50))
@app.task(name="search.nightly", queue=CARE_QUEUE, queueing_lock="search.nightly")
def nightly(timestamp: int) -> None:
    """Every night: old counts go, best bets are looked after, hot words of long ago fade."""
    from zhanqun.delivery.search.editing.services import check_bets, forget_old_counts
    from zhanqun.delivery.search.lexicon_sources import lexicon_changed

    today = clock.day_of(clock.now())
    with transaction.atomic():
        forget_old_counts(today=today, keep_days=settings.ZHANQUN_SEARCH_LOG_DAYS)
        check_bets()
        lexicon_changed()
