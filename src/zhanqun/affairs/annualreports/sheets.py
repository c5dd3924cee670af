"""The figures of one report as they stand (报告的数字): counted, gathered, entered, or frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhanqun.affairs.annualreports import gathering
from zhanqun.affairs.annualreports.counting import requests_counted
from zhanqun.affairs.annualreports.disputes import disputes_counted
from zhanqun.affairs.annualreports.documents import documents_counted
from zhanqun.affairs.annualreports.figures import Figures, added, corrected, read, whole
from zhanqun.affairs.annualreports.models import Entered, Report
from zhanqun.affairs.disclosure.api import Publisher


@dataclass(frozen=True)
class Sheet:
    """figures: what the report says. counted: from its own records; gathered: from the reports
    below it; entered: by people, in place of what was counted. missing: those below without a
    report yet."""

    figures: Figures
    counted: Figures = field(default_factory=dict)
    gathered: Figures = field(default_factory=dict)
    entered: Mapping[str, Entered] = field(default_factory=dict)
    reports: tuple[Report, ...] = ()
    missing: tuple[Publisher, ...] = ()


def sheet_of(report: Report) -> Sheet:
    entered = {row.place: row for row in report.entered.select_related("by")}
    if report.facts is not None:
        return Sheet(read(report.facts["figures"]), entered=entered)
    publisher, year = report.publisher, report.year
    known = (requests_counted, documents_counted, disputes_counted)
    counted = whole({k: n for count in known for k, n in count(publisher, year).items()})
    own = corrected(counted, {place: row.number for place, row in entered.items()})
    under = gathering.below(publisher)
    reports = gathering.newest_frozen(under, year)
    gathered = added(read(row.facts["figures"]) for row in reports.values() if row.facts)
    return Sheet(
        figures=added([own, gathered]),
        counted=counted,
        gathered=gathered,
        entered=entered,
        reports=tuple(reports.values()),
        missing=tuple(one for one in under if one.pk not in reports),
    )
