"""What the desk may see of publishing; the caller has checked the record."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from zhanqun.delivery.staticsite.models import (
    FailedTarget,
    PendingChange,
    PublishedFile,
    Refresh,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a site's files are behind (发布进度).

    last_at: when an act of the gate last touched a file here; None where none did.
    """

    waiting: int
    failed: int
    last_at: datetime | None


def refreshes_of(publication_id: int) -> QuerySet[Refresh]:
    """What one act of the gate refreshed and when (刷新记录)."""
    return Refresh.objects.filter(publication_id=publication_id).order_by("id")


def is_waiting(publication_id: int) -> bool:
    """Whether pages of one act of the gate are still to be made or failed (待刷新)."""
    waiting = PendingChange.objects.filter(publication_id=publication_id, done_at=None)
    failed = FailedTarget.objects.filter(publication_ids__contains=[publication_id])
    return waiting.exists() or failed.exists()


def newest_refreshes(site_id: int) -> QuerySet[Refresh]:
    return Refresh.objects.filter(site_id=site_id).order_by("-id")


def files_of_site(site_id: int) -> QuerySet[PublishedFile]:
    return PublishedFile.objects.filter(site_id=site_id)


def site_progress(site_id: int) -> Progress:
    newest = newest_refreshes(site_id).values_list("at", flat=True).first()
    return Progress(
        waiting=PendingChange.objects.filter(site_id=site_id, done_at=None).count(),
        failed=FailedTarget.objects.filter(site_id=site_id).count(),
        last_at=newest,
    )


def waiting_changes() -> int:
    """Changes not yet shown, over all sites (待刷新)."""
    return PendingChange.objects.filter(done_at=None).count()


def failed_targets() -> QuerySet[FailedTarget]:
    """Pages that could not be made, over all sites (刷新失败), longest tried first."""
    return FailedTarget.objects.select_related("site").order_by("-attempts", "id")
