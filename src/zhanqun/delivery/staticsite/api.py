"""Static publishing (静态发布)."""

from zhanqun.delivery.staticsite.changes import FileChange, files_changed
from zhanqun.delivery.staticsite.models import FailedTarget, Outcome, PublishedFile, Refresh
from zhanqun.delivery.staticsite.publisher import SitePublisher, tree_of
from zhanqun.delivery.staticsite.queries import (
    Progress,
    failed_targets,
    files_of_site,
    is_waiting,
    newest_refreshes,
    refreshes_of,
    site_progress,
    waiting_changes,
)
from zhanqun.delivery.staticsite.tree import TreeInUse

__all__ = [
    "FailedTarget",
    "FileChange",
    "Outcome",
    "Progress",
    "PublishedFile",
    "Refresh",
    "SitePublisher",
    "TreeInUse",
    "failed_targets",
    "files_changed",
    "files_of_site",
    "newest_refreshes",
    "is_waiting",
    "refreshes_of",
    "site_progress",
    "tree_of",
    "waiting_changes",
]
