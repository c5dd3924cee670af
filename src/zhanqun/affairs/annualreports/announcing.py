"""Which keys an act changes, on which sites (年报页面的依赖键); called in the act's transaction."""

from zhanqun.affairs.annualreports.keys import report_key, reports_key
from zhanqun.affairs.annualreports.models import Report
from zhanqun.foundation import feeds, targets

# What reports are among the kinds of what a search finds.
KIND_FOUND = "annual_report"


def report_changed(report: Report) -> None:
    """It was published, or a later version has taken its place."""
    publisher = report.publisher
    keys = [report_key(publisher.pk, report.year), reports_key(publisher.pk)]
    feeds.announce(KIND_FOUND, [report.uid])
    targets.announce(keys, [publisher.site.site_id])
