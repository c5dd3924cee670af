"""How the publisher hears: job rows inside the transaction of the act (接收变动)."""

from collections.abc import Collection, Iterable
from uuid import UUID

from zhanqun.content.review.api import Change
from zhanqun.delivery.staticsite.models import Dependency, PendingChange
from zhanqun.delivery.staticsite.tasks import refresh_site
from zhanqun.foundation import clock, ids


def on_gate(change: Change) -> None:
    """One job per site that shows, or will show, what changed."""
    keys = sorted(change.keys)
    enqueue(ids.new_uid(), keys, change.site_ids | sites_showing(keys), change.publication_id)


def on_structure(keys: frozenset[str], site_ids: frozenset[int]) -> None:
    wanted = sorted(keys)
    enqueue(ids.new_uid(), wanted, site_ids | sites_showing(wanted), None)


def enqueue(
    act: UUID, keys: list[str], site_ids: Iterable[int], publication_id: int | None
) -> None:
    """Change and job are rows of this transaction; a lock per site keeps the order."""
    for site_id in sorted(site_ids):
        PendingChange.objects.create(
            act=act,
            site_id=site_id,
            keys=keys,
            publication_id=publication_id,
            noted_at=clock.now(),
        )
        refresh_site.configure(lock=f"site-{site_id}").defer(site_id=site_id)


def hand_on(change: PendingChange) -> None:
    """Tell the sites that came to show these keys while the act was not yet committed.

    The act could not see what was being drawn at that moment; its jobs run after it and can.
    """
    told = PendingChange.objects.filter(act=change.act).values_list("site_id", flat=True)
    enqueue(change.act, change.keys, sites_showing(change.keys) - set(told), change.publication_id)


def sites_showing(keys: Collection[str]) -> set[int]:
    rows = Dependency.objects.filter(key__in=keys).values_list("file__site_id", flat=True)
    return set(rows.distinct())
