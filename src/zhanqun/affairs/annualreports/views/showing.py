"""What the page of one report shows (年报页面的内容)."""

from typing import Any

from django.urls import reverse

from zhanqun.affairs.annualreports import policies, queries
from zhanqun.affairs.annualreports.checking import Fault, faults_of
from zhanqun.affairs.annualreports.figures import digest_of
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.sheets import Sheet, sheet_of
from zhanqun.affairs.annualreports.states import OPEN, REPORT, ReportState
from zhanqun.affairs.annualreports.tables import tables
from zhanqun.affairs.annualreports.texts import PARTS, SECTIONS, TABLES
from zhanqun.affairs.annualreports.views.lists import TONES
from zhanqun.affairs.annualreports.years import due_on
from zhanqun.affairs.requests import api as requests

# What of a contradiction is listed; the rest is counted.
BROKEN_SHOWN = 20


def report_context(row: Report, user: Any) -> dict[str, Any]:
    sheet = sheet_of(row)
    is_open = row.state in OPEN
    may_keep = policies.may_keep(user, row.publisher.unit)
    return {
        "row": row,
        "tone": TONES[ReportState(row.state)],
        "due_on": due_on(row.publisher, row.year),
        "is_open": is_open,
        "is_whole": row.facts is not None and row.digest == digest_of(row.facts),
        "sections": _sections(row, sheet),
        "faults": [_fault(row, one, user) for one in faults_of(row, sheet)] if is_open else [],
        "sheet": sheet,
        "versions": _versions(row, user),
        "may_keep": may_keep,
        "acts": REPORT.open_from(row.state) if may_keep else [],
    }


def _sections(row: Report, sheet: Sheet) -> list[dict[str, Any]]:
    """The report in its order: texts and tables."""
    drawn = tables(
        sheet.figures,
        url_of=lambda place: reverse("annualreports:figure", args=[row.uid, place]),
        notes={place: one.note for place, one in sheet.entered.items()},
    )
    return [
        {
            "title": f"{number}、{title}",
            "parts": [
                (part.title, row.texts.get(part.code, ""))
                for part in PARTS
                if part.section == number
            ],
            "tables": drawn.get(TABLES.get(number, ""), []),
        }
        for number, title in SECTIONS.items()
    ]


def _fault(row: Report, fault: Fault, user: Any) -> dict[str, Any]:
    """With the requests that break it, as far as the person may see them."""
    uids = [one.case_uid for one in fault.broken]
    seen = requests.requests_visible_to(user).filter(case__uid__in=uids)
    visible = set(seen.values_list("case__uid", flat=True))
    cases = [one for one in fault.broken if one.case_uid in visible]
    url = reverse("annualreports:figure", args=[row.uid, fault.place]) if fault.place else ""
    return {
        "fault": fault,
        "url": url,
        "cases": cases[:BROKEN_SHOWN],
        "more": max(len(cases) - BROKEN_SHOWN, 0),
    }


def _versions(row: Report, user: Any) -> list[Report]:
    rows = queries.reports_visible_to(user).filter(publisher=row.publisher, year=row.year)
    return list(rows.exclude(pk=row.pk).order_by("-version"))
