"""What the desk may see of publishing; the caller has checked the record."""

from django.db.models import QuerySet

from zhanqun.delivery.staticsite.models import PendingChange, PublishedFile, Refresh


def refreshes_of(publication_id: int) -> QuerySet[Refresh]:
    """What one act of the gate refreshed and when (刷新记录)."""
    return Refresh.objects.filter(publication_id=publication_id).order_by("id")


def newest_refreshes(site_id: int) -> QuerySet[Refresh]:
    return Refresh.objects.filter(site_id=site_id).order_by("-id")


def files_of_site(site_id: int) -> QuerySet[PublishedFile]:
    return PublishedFile.objects.filter(site_id=site_id)


def waiting_changes() -> int:
    """Changes not yet shown, over all sites (待刷新)."""
    return PendingChange.objects.count()
