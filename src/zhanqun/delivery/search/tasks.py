"""Background care of the search (检索维护)."""

from procrastinate.contrib.django import app

from zhanqun.delivery.search.feeding.log import KEPT
from zhanqun.foundation import clock


@app.periodic(cron=clock.every_night(4, 10))
@app.task(name="search.forget_changes", queue="care", queueing_lock="search.forget_changes")
def forget_changes(timestamp: int) -> None:
    """Every night, rows of the log go that every node has followed, or is too old to follow, and
    nodes that have not reported for as long."""
    from zhanqun.delivery.search.models import SearchChange, SearchNode

    limit = clock.now() - KEPT
    SearchChange.objects.filter(noted_at__lt=limit).delete()
    SearchNode.objects.filter(reported_at__lt=limit).delete()
