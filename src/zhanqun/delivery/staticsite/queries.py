"""What the desk may see of publishing; the caller has checked the record."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, QuerySet

from zhanqun.delivery.staticsite.batches import DISK_FULL
from zhanqun.delivery.staticsite.models import (
    DrawnBatch,
    PendingChange,
    PublishedFile,
    Refresh,
    StaleTarget,
)


def refreshes_of(publication_id: int) -> QuerySet[Refresh]:
    """What one act of the gate refreshed and when (刷新记录)."""
    return Refresh.objects.filter(publication_id=publication_id).order_by("id")


def is_waiting(publication_id: int) -> bool:
    """Whether pages of one act of the gate are still to be made or failed (待刷新)."""
    waiting = PendingChange.objects.filter(publication_id=publication_id, done_at=None)
    # The second condition says nothing more; it lets PostgreSQL use the index of few rows.
    stale = StaleTarget.objects.filter(publication_ids__contains=[publication_id])
    return waiting.exists() or stale.exclude(publication_ids=[]).exists()


@dataclass(frozen=True, slots=True)
class PublishingState:
    """How publishing fares, over all sites (发布情况).

    oldest_at: when the oldest act was noted that nobody has taken up yet.
    """

    waiting: int
    failed: int
    is_disk_full: bool
    oldest_at: datetime | None


def publishing_state() -> PublishingState:
    changes = PendingChange.objects.filter(done_at=None)
    return PublishingState(
        waiting=waiting_changes(),
        failed=failed_targets().count(),
        is_disk_full=StaleTarget.objects.exclude(error="").filter(error=DISK_FULL).exists(),
        oldest_at=changes.aggregate(oldest=Min("noted_at"))["oldest"],
    )


def is_anything_due(now: datetime) -> bool:
    """Whether a publisher would find something to do."""
    return (
        PendingChange.objects.filter(done_at=None).exists()
        or StaleTarget.objects.filter(due_at__lte=now).exists()
        or DrawnBatch.objects.exists()
    )


def files_of_site(site_id: int) -> QuerySet[PublishedFile]:
    return PublishedFile.objects.filter(site_id=site_id)


def stale_addresses(site_id: int) -> set[str]:
    """Addresses of a site whose pages are to be made anew (待刷新地址)."""
    same = {name: OuterRef(name) for name in ("site", "kind", "key")}
    rows = files_of_site(site_id).filter(Exists(StaleTarget.objects.filter(**same)))
    return set(rows.values_list("path", flat=True))


def waiting_changes() -> int:
    """Changes and pages not yet shown, over all sites; those that failed left out (待刷新)."""
    changes = PendingChange.objects.filter(done_at=None).count()
    return changes + StaleTarget.objects.filter(attempts=0).count()


def failed_targets() -> QuerySet[StaleTarget]:
    """Pages that could not be made, over all sites (刷新失败), longest tried first."""
    failed = StaleTarget.objects.exclude(error="").filter(attempts__gt=0)
    return failed.select_related("site").order_by("-attempts", "id")
