"""Background entry points of the publisher; each may run twice."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

logger = logging.getLogger("zhanqun.staticsite")

QUEUE = "publish"


@app.task(
    name="staticsite.refresh_site",
    queue=QUEUE,
    retry=RetryStrategy(max_attempts=10, exponential_wait=2),
)
def refresh_site(*, site_id: int) -> None:
    """Show on one site all that is waiting for it (刷新站点).

    Changes that gathered meanwhile are taken together, so that the jobs behind this one find
    nothing left to do.
    """
    from zhanqun.delivery.staticsite.publisher import SitePublisher

    SitePublisher(site_id).work_off()


@app.periodic(cron="40 3 * * *")
@app.task(name="staticsite.delete_orphans", queue="care", queueing_lock="staticsite.orphans")
def delete_orphans(timestamp: int) -> None:
    """Every night, files that nobody owns go (孤儿文件清理), under the lock of their site."""
    from zhanqun.content.sites.api import profiles

    for profile in profiles():
        delete_orphans_of.configure(lock=f"site-{profile.site_id}").defer(site_id=profile.site_id)


@app.task(name="staticsite.delete_orphans_of", queue=QUEUE)
def delete_orphans_of(*, site_id: int) -> None:
    from zhanqun.delivery.staticsite.publisher import SitePublisher

    orphans = SitePublisher(site_id).delete_orphans()
    if orphans:
        logger.warning("deleted %s orphans of site %s: %s", len(orphans), site_id, orphans[:20])
