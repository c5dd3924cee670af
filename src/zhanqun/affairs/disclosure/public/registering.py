"""Where the public pages of disclosure are made known (登记)."""

from zhanqun.affairs.disclosure.announcing import KIND_FOUND
from zhanqun.affairs.disclosure.public import gazette_kinds, kinds, shown
from zhanqun.affairs.disclosure.public.feed import GuideFeed
from zhanqun.content.pages import api as pages
from zhanqun.foundation.feeds import feeds
from zhanqun.foundation.targets import target_kinds


def register() -> None:
    """At start-up."""
    target_kinds.register("disclosure", kinds.Index())
    target_kinds.register("disclosure_publisher", kinds.UniformPage())
    target_kinds.register("disclosure_guide", kinds.GuideText())
    target_kinds.register("disclosure_list", kinds.Listed())
    target_kinds.register("disclosure_page", kinds.Numbered())
    target_kinds.register("gazette", gazette_kinds.Gazette())
    target_kinds.register("gazette_issue", gazette_kinds.IssueText())
    feeds.register(KIND_FOUND, GuideFeed())
    pages.live_figures.register("disclosure", shown.on_home)
    pages.map_groups.register("disclosure", shown.on_map)
    pages.sitemap_sources.register("disclosure", shown.InSitemap())
