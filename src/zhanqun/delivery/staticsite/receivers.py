"""How the publisher hears: job rows inside the transaction of the act (接收变动)."""

from zhanqun.content.review.api import Change
from zhanqun.delivery.staticsite.models import Dependency, PendingChange
from zhanqun.delivery.staticsite.tasks import refresh_site


def on_gate(change: Change) -> None:
    """One job per site that shows, or will show, what changed."""
    enqueue(change.keys, change.site_ids, change.publication_id)


def on_structure(keys: frozenset[str], site_ids: frozenset[int]) -> None:
    enqueue(keys, site_ids, None)


def enqueue(keys: frozenset[str], site_ids: frozenset[int], publication_id: int | None) -> None:
    """Change and job are rows of this transaction; a lock per site keeps the order."""
    for site_id in sorted(site_ids | sites_showing(keys)):
        PendingChange.objects.create(
            site_id=site_id, keys=sorted(keys), publication_id=publication_id
        )
        refresh_site.configure(lock=f"site-{site_id}").defer(site_id=site_id)


def sites_showing(keys: frozenset[str]) -> set[int]:
    rows = Dependency.objects.filter(key__in=keys).values_list("file__site_id", flat=True)
    return set(rows.distinct())
