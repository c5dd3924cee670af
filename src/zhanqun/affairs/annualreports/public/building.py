"""The page of a report, from what was frozen (年报页面)."""

from typing import Any

from django.utils.translation import gettext as _

from zhanqun.affairs.annualreports import papers
from zhanqun.affairs.annualreports.figures import read
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.public import reading
from zhanqun.affairs.annualreports.public.addresses import file_path, publisher_path, report_path
from zhanqun.affairs.annualreports.public.shapes import File, ReportPage, Section
from zhanqun.affairs.annualreports.tables import tables
from zhanqun.affairs.annualreports.texts import PARTS, SECTIONS, TABLES
from zhanqun.content.pages.api import Frame, Link
from zhanqun.foundation import clock


def report_page(frame: Frame, report: Report) -> ReportPage:
    assert report.facts is not None and report.published_at is not None
    facts, code = report.facts, report.publisher.code
    title = papers.title_of(facts)
    published_at = clock.beijing(report.published_at)
    return ReportPage(
        title=title,
        breadcrumb=(
            Link(frame.home_title, "/"),
            Link(_("政府信息公开"), publisher_path(code)),
            Link(_("政府信息公开年报"), report_path(code, report.year), current=True),
        ),
        organ=facts["organ"],
        published_at=published_at,
        correction=facts["reason"],
        sections=_sections(facts),
        files=tuple(
            File(title, file_path(code, report.year, form), kind)
            for form, kind in (("docx", "Word"), ("pdf", "PDF"))
        ),
        more=_more(report),
        updated_at=published_at,
    )


def _sections(facts: dict[str, Any]) -> tuple[Section, ...]:
    drawn = tables(read(facts["figures"]))
    return tuple(
        Section(
            title=f"{number}、{title}",
            parts=_parts(number, facts["texts"]),
            tables=tuple(drawn.get(TABLES.get(number, ""), ())),
        )
        for number, title in SECTIONS.items()
    )


def _parts(number: str, texts: dict[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = [part for part in PARTS if part.section == number]
    return tuple(
        (
            f"（{'一二三四五'[at]}）{part.title}" if len(found) > 1 else "",
            tuple(line.strip() for line in texts[part.code].splitlines() if line.strip()),
        )
        for at, part in enumerate(found)
    )


def _more(report: Report) -> tuple[Link, ...]:
    """Reports on other years."""
    code = report.publisher.code
    others = [one for one in reading.reports_of(report.publisher) if one.year != report.year]
    label = _("{year}年政府信息公开工作年度报告")
    return tuple(Link(label.format(year=o.year), report_path(code, o.year)) for o in others)
