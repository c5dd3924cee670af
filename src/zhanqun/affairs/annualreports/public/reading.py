"""What public pages read of reports (前台读取): published ones alone; noting the keys of it."""

from zhanqun.affairs.annualreports.keys import report_key, reports_key
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.states import ReportState
from zhanqun.affairs.disclosure.api import (
    Publisher,
    publisher_key,
    publishers,
    publishers_key,
)
from zhanqun.foundation.dependencies import depends_on


def report_on(publisher_id: int, year: int) -> Report | None:
    """The one that everybody may read."""
    depends_on(report_key(publisher_id, year), publisher_key(publisher_id))
    rows = Report.objects.filter(state=ReportState.PUBLISHED)
    found = rows.filter(publisher=publisher_id, year=year)
    return found.select_related("publisher__unit", "publisher__site").first()


def reports_of(publisher: Publisher) -> list[Report]:
    """All that a publisher has published, the newest year first."""
    depends_on(reports_key(publisher.pk))
    rows = Report.objects.filter(state=ReportState.PUBLISHED, publisher=publisher)
    return list(rows.order_by("-year"))


def publishers_on(site_id: int) -> list[Publisher]:
    depends_on(publishers_key(site_id))
    return list(publishers().filter(site__site=site_id))


def publisher_on(publisher_id: int, site_id: int) -> Publisher | None:
    """The publisher, where its pages stand on the site."""
    return publishers().filter(pk=publisher_id, site__site=site_id).first()
