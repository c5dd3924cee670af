"""Background entry points of the publisher; each may run twice."""

import logging
from datetime import timedelta

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from zhanqun.delivery.staticsite.waiting import QUEUE, REFRESH_SITE, wake
from zhanqun.foundation import clock

logger = logging.getLogger("zhanqun.staticsite")

# A job for changes that have waited so long was lost, or gave up.
OVERLOOKED = timedelta(minutes=1)
# Where another process writes the tree (build_site), look again after so many seconds.
BUSY_SECONDS = 2
KEEP_DONE = timedelta(days=1)


# Only a database or disk that is away makes the job itself fail; a page that cannot be drawn is
# noted and does not hold up its site (FailedTarget).
@app.task(name=REFRESH_SITE, queue=QUEUE, retry=RetryStrategy(max_attempts=10, wait=3))
def refresh_site(*, site_id: int) -> None:
    """Show on one site all that is waiting for it (刷新站点).

    Changes that gathered meanwhile are taken together, so that the jobs behind this one find
    nothing left to do.
    """
    from zhanqun.delivery.staticsite.publisher import SitePublisher
    from zhanqun.delivery.staticsite.tree import TreeInUse

    try:
        SitePublisher(site_id).work_off()
    except TreeInUse:
        wake(site_id, seconds=BUSY_SECONDS)


@app.periodic(cron="* * * * *")
@app.task(name="staticsite.look_again", queue=QUEUE, queueing_lock="staticsite.look_again")
def look_again(timestamp: int) -> None:
    """Every minute: what failed and is due, and what was overlooked, gets a job again."""
    from zhanqun.delivery.staticsite.models import FailedTarget, PendingChange

    now = clock.now()
    overlooked = PendingChange.objects.filter(done_at=None, noted_at__lt=now - OVERLOOKED)
    failed = FailedTarget.objects.filter(retry_at__lte=now)
    site_ids = {*overlooked.values_list("site_id", flat=True).distinct()}
    site_ids |= {*failed.values_list("site_id", flat=True).distinct()}
    for site_id in sorted(site_ids):
        wake(site_id)


@app.periodic(cron=clock.every_night(3, 40))
@app.task(name="staticsite.delete_orphans", queue="care", queueing_lock="staticsite.orphans")
def delete_orphans(timestamp: int) -> None:
    """Every night, files that nobody owns go (孤儿文件清理), and changes long since done."""
    from zhanqun.content.sites.api import profiles
    from zhanqun.delivery.staticsite.models import PendingChange
    from zhanqun.delivery.staticsite.publisher import delete_old_trees

    if old := delete_old_trees():
        logger.warning("deleted the trees of former domains: %s", old)
    PendingChange.objects.filter(done_at__lt=clock.now() - KEEP_DONE).delete()
    for profile in profiles():
        delete_orphans_of.configure(lock=f"site-{profile.site_id}").defer(site_id=profile.site_id)


@app.task(
    name="staticsite.delete_orphans_of", queue=QUEUE, retry=RetryStrategy(max_attempts=10, wait=60)
)
def delete_orphans_of(*, site_id: int) -> None:
    from zhanqun.delivery.staticsite.publisher import SitePublisher

    orphans = SitePublisher(site_id).delete_orphans()
    if orphans:
        logger.warning("deleted %s orphans of site %s: %s", len(orphans), site_id, orphans[:20])
