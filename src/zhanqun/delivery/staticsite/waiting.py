"""What waits to be shown, and the jobs that show it (待刷新)."""

from collections.abc import Collection, Iterable
from uuid import UUID

from procrastinate.contrib.django import app

from zhanqun.delivery.staticsite.models import Dependency, PendingChange
from zhanqun.foundation import clock

QUEUE = "publish"
REFRESH_SITE = "staticsite.refresh_site"


def note(act: UUID, keys: list[str], site_ids: Iterable[int], publication_id: int | None) -> None:
    """Change and job are rows of the act's transaction, one of each for a site."""
    for site_id in sorted(site_ids):
        PendingChange.objects.create(
            act=act,
            site_id=site_id,
            keys=keys,
            publication_id=publication_id,
            noted_at=clock.now(),
        )
        wake(site_id)


def wake(site_id: int, *, seconds: int = 0) -> None:
    """A job for one site, by name since it stands above; a lock per site keeps the order."""
    job = app.configure_task(
        REFRESH_SITE,
        queue=QUEUE,
        lock=f"site-{site_id}",
        schedule_in={"seconds": seconds} if seconds else None,
    )
    job.defer(site_id=site_id)


def hand_on(change: PendingChange) -> None:
    """Tell the sites that came to show these keys while the act was not yet committed.

    The act could not see what was being drawn at that moment; its jobs run after it and can.
    """
    told = PendingChange.objects.filter(act=change.act).values_list("site_id", flat=True)
    note(change.act, change.keys, sites_showing(change.keys) - set(told), change.publication_id)


def sites_showing(keys: Collection[str]) -> set[int]:
    rows = Dependency.objects.filter(key__in=keys).values_list("file__site_id", flat=True)
    return set(rows.distinct())
