"""Targets of annual reports: the page, and the report as Word file and PDF (年报页面)."""

from collections.abc import Iterable
from typing import Any

from zhanqun.affairs.annualreports import papers
from zhanqun.affairs.annualreports.keys import report_key
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.public import building, reading
from zhanqun.affairs.annualreports.public.addresses import file_path, report_path
from zhanqun.affairs.disclosure.api import Publisher, publisher_key
from zhanqun.content.pages import api as pages
from zhanqun.content.pages.api import Frame, frame_of, in_its_language
from zhanqun.content.sites import api as sites
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.targets import Rendered, Target, TargetKind


class OfReports(TargetKind):
    """What both share: of each published report of the site's publishers, some `forms` of it."""

    kind: str
    forms: tuple[str, ...]

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        """A report by its own key; by that of a publisher that moves here, all of it."""
        name, _colon, rest = key.partition(":")
        number, _colon, year = rest.partition(":")
        if name not in ("annualreport", "publisher") or not number.isdecimal():
            return []
        publisher = reading.publisher_on(int(number), site_id)
        if publisher is None:
            return []
        if key == publisher_key(publisher.pk):
            return self._of(publisher, site_id)
        if not year.isdecimal() or key != report_key(publisher.pk, int(year)):
            return []
        return [Target(site_id, self.kind, f"{rest}{form}") for form in self.forms]

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        for publisher in reading.publishers_on(site_id):
            yield from self._of(publisher, site_id)

    def _of(self, publisher: Publisher, site_id: int) -> Iterable[Target]:
        for report in reading.reports_of(publisher):
            for form in self.forms:
                yield Target(site_id, self.kind, f"{publisher.pk}:{report.year}{form}")


class ReportText(OfReports, pages.FramedKind):
    """年报, key "publisher:year"."""

    kind, forms = "annual_report", ("",)

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        report = _report_of(target)
        if report is None:
            return None
        frame = frame_of(target.site_id)
        path = report_path(report.publisher.code, report.year)
        page = building.report_page(frame, report)
        return pages.draw_apart(
            frame, "annualreports/report.html", path, path, page, tags=_tags(frame, path, page)
        )


class ReportFile(OfReports):
    """The report to take away, key "publisher:year:form"."""

    kind, forms = "annual_report_file", (":docx", ":pdf")

    def render(self, target: Target) -> Rendered | None:
        report = _report_of(target)
        if report is None:
            return None
        depends_on(sites.folder_key(target.site_id))
        form = target.key.rpartition(":")[2]
        content_type, make = papers.FORMS[form]
        body = make(papers.paper_of(papers.said_by(report)))
        path = file_path(report.publisher.code, report.year, form)
        return Rendered(path, body, content_type=content_type)


def _report_of(target: Target) -> Report | None:
    publisher, year = target.key.split(":")[:2]
    report = reading.report_on(int(publisher), int(year))
    is_here = report is not None and report.publisher.site.site_id == target.site_id
    return report if is_here else None


def _tags(frame: Frame, path: str, page: Any) -> tuple[tuple[str, str], ...]:
    """Page tags (网页标签). Source: 国办发〔2017〕47号, group article."""
    return (
        ("ArticleTitle", page.title),
        ("PubDate", f"{page.published_at:%Y-%m-%d %H:%M}"),
        ("ContentSource", page.organ),
        ("Url", frame.base_url + path),
    )
