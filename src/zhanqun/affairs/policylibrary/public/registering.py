"""Where the public pages of the library are made known (登记)."""

from zhanqun.affairs.policylibrary.holdings.receivers import on_gate
from zhanqun.affairs.policylibrary.public import calendar_kinds, kinds, machine, shown
from zhanqun.affairs.policylibrary.public.comparisons import Comparison
from zhanqun.affairs.policylibrary.public.files import DocumentFile
from zhanqun.affairs.policylibrary.public.source import Offers
from zhanqun.content.pages import api as pages
from zhanqun.content.review import api as review
from zhanqun.foundation.targets import target_kinds


def register() -> None:
    """At start-up."""
    review.changes.register("policylibrary_holdings", on_gate)
    target_kinds.register("policies", kinds.Index())
    target_kinds.register("policies_list", kinds.Listed())
    target_kinds.register("policies_page", kinds.Numbered())
    target_kinds.register("policies_catalogue", machine.Catalogue())
    target_kinds.register("policies_records", machine.Records())
    target_kinds.register("policies_record", machine.Record())
    target_kinds.register("policies_year", machine.Year())
    target_kinds.register("policies_api", machine.Explained())
    target_kinds.register("policies_calendar", calendar_kinds.Calendar())
    target_kinds.register("policies_month", calendar_kinds.Month())
    target_kinds.register("policy_file", DocumentFile())
    target_kinds.register("policy_comparison", Comparison())
    pages.document_sources.register("policylibrary_offers", Offers())
    pages.map_groups.register("policies", shown.on_map)
    pages.sitemap_sources.register("policies", shown.InSitemap())
