"""Static publishing (静态发布)."""

from zhanqun.delivery.staticsite.changes import FileChange, files_changed
from zhanqun.delivery.staticsite.content_types import ASK_EACH_TIME, cache_control, content_type
from zhanqun.delivery.staticsite.drawing import tree_of
from zhanqun.delivery.staticsite.locks import write_alone, writers
from zhanqun.delivery.staticsite.models import Outcome, PublishedFile, Refresh, StaleTarget
from zhanqun.delivery.staticsite.overhauls import OverhaulProgress
from zhanqun.delivery.staticsite.overhauls import running as overhauls_running
from zhanqun.delivery.staticsite.publisher import SitePublisher, work_off
from zhanqun.delivery.staticsite.queries import (
    PublishingState,
    failed_targets,
    files_of_site,
    is_waiting,
    publishing_state,
    refreshes_of,
    stale_addresses,
    waiting_changes,
)
from zhanqun.delivery.staticsite.running import HEARTBEAT
from zhanqun.delivery.staticsite.serving import not_found, page_file, public_file, way_back
from zhanqun.delivery.staticsite.tree import (
    GONE,
    MOVED,
    NEW,
    TWINS,
    PathRefused,
    SiteTree,
    digest,
)

__all__ = [
    "ASK_EACH_TIME",
    "GONE",
    "HEARTBEAT",
    "MOVED",
    "NEW",
    "TWINS",
    "FileChange",
    "Outcome",
    "PathRefused",
    "OverhaulProgress",
    "PublishedFile",
    "PublishingState",
    "Refresh",
    "SitePublisher",
    "SiteTree",
    "StaleTarget",
    "cache_control",
    "content_type",
    "digest",
    "failed_targets",
    "files_changed",
    "files_of_site",
    "not_found",
    "is_waiting",
    "overhauls_running",
    "page_file",
    "public_file",
    "publishing_state",
    "refreshes_of",
    "stale_addresses",
    "tree_of",
    "waiting_changes",
    "way_back",
    "work_off",
    "write_alone",
    "writers",
]
