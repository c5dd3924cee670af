"""Where the pages of reports are made known (登记)."""

from zhanqun.affairs.annualreports.announcing import KIND_FOUND
from zhanqun.affairs.annualreports.public import kinds, shown
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.content.pages import api as pages
from zhanqun.foundation.feeds import feeds
from zhanqun.foundation.targets import target_kinds


def register() -> None:
    """At start-up."""
    target_kinds.register(kinds.ReportText.kind, kinds.ReportText())
    target_kinds.register(kinds.ReportFile.kind, kinds.ReportFile())
    feeds.register(KIND_FOUND, shown.ReportFeed())
    disclosure.platform_blocks.register("reports", shown.on_platform)
    pages.sitemap_sources.register("annual_reports", shown.InSitemap())
