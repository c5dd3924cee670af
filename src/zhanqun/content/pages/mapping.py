"""Where upper rooms say which pages they have (网站地图的其他来源): for readers and for robots."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from zhanqun.content.pages.shapes import LinkGroup
from zhanqun.foundation.registries import Registry

# Site id -> a group of the site map, or None; whoever answers notes the keys of what it says.
map_groups: Registry[Callable[[int], LinkGroup | None]] = Registry("groups of the site map")
Listed = Iterable[tuple[str, datetime | None]]


class SitemapSource(Protocol):
    """Parts of the sitemap for search engines, named after what registered them: letters-3."""

    def parts(self, site_id: int) -> Iterable[str]:
        """The parts that list anything, without the name they are registered under."""

    def listed(self, site_id: int, part: str) -> Listed:
        """Address within the site and last change, at most 50,000 a part."""

    def opened_by(self, key: str, site_id: int) -> Iterable[str]:
        """Parts that may come into being when a dependency key changes."""


sitemap_sources: Registry[SitemapSource] = Registry("sources of the sitemap")
