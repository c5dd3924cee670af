"""Background care of the files; each task may run twice."""

import logging
from datetime import timedelta

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from zhanqun.foundation import clock

logger = logging.getLogger("zhanqun.staticsite")

QUEUE = "care"
# A page takes 17 ms, so that 100,000 new ones are done in about two hours of rest.
COMPRESS_SECONDS = 60
KEEP_DONE = timedelta(days=1)
KEEP_OVERHAULS = timedelta(days=30)


@app.periodic(cron=clock.every_night(3, 40))
@app.task(name="staticsite.delete_orphans", queue=QUEUE, queueing_lock="staticsite.orphans")
def delete_orphans(timestamp: int) -> None:
    """Every night, files that nobody owns go (孤儿文件清理), and what is long since done."""
    from zhanqun.content.sites.api import profiles
    from zhanqun.delivery.staticsite.models import Overhaul, PendingChange
    from zhanqun.delivery.staticsite.orphans import delete_old_trees

    if old := delete_old_trees():
        logger.warning("deleted the trees of former domains: %s", old)
    PendingChange.objects.filter(done_at__lt=clock.now() - KEEP_DONE).delete()
    Overhaul.objects.filter(done_at__lt=clock.now() - KEEP_OVERHAULS).delete()
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


@app.periodic(cron="*/5 * * * *")
@app.task(name="staticsite.compress_better", queue=QUEUE, queueing_lock="staticsite.compress")
def compress_better(timestamp: int) -> None:
    """Every five minutes, for a while: better twins (后台最佳压缩)."""
    from zhanqun.delivery.staticsite import compressing

    compressing.compress_better(COMPRESS_SECONDS)
