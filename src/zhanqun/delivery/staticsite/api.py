"""Static publishing (静态发布)."""

from zhanqun.delivery.staticsite.models import Outcome, PublishedFile, Refresh
from zhanqun.delivery.staticsite.publisher import SitePublisher, tree_of
from zhanqun.delivery.staticsite.queries import (
    files_of_site,
    newest_refreshes,
    refreshes_of,
    waiting_changes,
)

__all__ = [
    "Outcome",
    "PublishedFile",
    "Refresh",
    "SitePublisher",
    "files_of_site",
    "newest_refreshes",
    "refreshes_of",
    "tree_of",
    "waiting_changes",
]
