"""Figures of requests at the desk (依申请公开统计): one year, by unit, applicant, result, month."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.requests.figures import (
    OVERSEERS,
    Figures,
    counted_for,
    figures_by,
    figures_in,
)
from zhanqun.affairs.requests.outcomes import outcomes
from zhanqun.affairs.requests.states import ApplicantKind
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit
from zhanqun.foundation import clock, sheets
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of

YEARS = 5
NOTHING = "—"
# The drawing: so wide a month, so high the highest.
STEP, BAR, HEIGHT = 40, 28, 120


@dataclass(frozen=True)
class Table:
    """Figures under one heading; rows: a name and its cells."""

    title: str
    head: str
    rows: list[tuple[str, list[str]]]


@desk_view("GET")
def figures(request: HttpRequest) -> HttpResponse:
    """?year=2026&unit=3; this year and all units by default."""
    units.check_anywhere(request.user, OVERSEERS, act=_("查看依申请公开统计"))
    year, unit, tables = _asked_for(request)
    today = clock.day_of(clock.now())
    covered = units.units_covered(request.user, OVERSEERS)
    context = {
        "title": _("依申请公开统计"),
        "year": year,
        "years": range(today.year, today.year - YEARS, -1),
        "unit": unit,
        "units": units.units_open(today).filter(pk__in=covered),
        "heads": _heads(),
        "tables": tables,
        "bars": _bars(tables[-1]),
        "width": 12 * STEP,
        "height": HEIGHT,
        "crumbs": [{"url": reverse("requests:requests"), "label": _("依申请公开")}],
    }
    return render(request, "requests/figures.html", context)


@desk_view("POST")
def export(request: HttpRequest) -> HttpResponseBase:
    """All tables as one sheet (导出); in the trail like every taking away."""
    units.check_anywhere(request.user, OVERSEERS, act=_("查看依申请公开统计"))
    year, unit, tables = _asked_for(request)
    person, now = person_of(request), clock.now()
    asked = {"year": year, "unit": unit}
    audit.record("requests.figures_exported", person, by=person, at=now, after=asked)
    head = [_("统计表"), _("项目"), *_heads()]
    response = StreamingHttpResponse(sheets.xlsx_of(head, _lines(tables)), content_type=sheets.XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="requests-{year}.xlsx"'
    return response


def _asked_for(request: HttpRequest) -> tuple[int, int | None, list[Table]]:
    asked = request.POST if request.method == "POST" else request.GET
    text, unit = asked.get("year", ""), asked.get("unit", "")
    is_year = text.isdecimal() and len(text) == 4 and int(text) > 0
    year = int(text) if is_year else clock.day_of(clock.now()).year
    chosen = int(unit) if unit.isdecimal() and len(unit) < 10 else None
    rows = counted_for(request.user, date(year, 1, 1), date(year, 12, 31), unit=chosen)
    return year, chosen, _tables(rows)


def _tables(rows: Any) -> list[Table]:
    by_unit = figures_by(rows, "publisher__unit")
    names = {unit.pk: str(unit) for unit in Unit.objects.filter(pk__in=by_unit)}
    ordered = sorted(by_unit.items(), key=lambda pair: (-pair[1].received, pair[0]))
    applicants = figures_by(rows, "applicant")
    results = figures_by(rows, "outcome")
    labels = {code: f"{one.number} {one.label}" for code, one in outcomes().items()}
    known = {"": _("还没有办结"), **labels}
    months = figures_by(rows, "month")
    all_units = [*((names[key], row) for key, row in ordered), (_("合计"), figures_in(rows))]
    return [
        _table(_("按受理机关"), _("受理机关"), all_units),
        _table(
            _("按申请人"),
            _("申请人类别"),
            ((kind.label, applicants[kind]) for kind in ApplicantKind if kind in applicants),
        ),
        _table(
            _("按办理结果和理由"),
            _("办理结果"),
            ((known[code], results[code]) for code in [*labels, ""] if code in results),
        ),
        _table(
            _("按收到的月份"),
            _("月份"),
            ((_("{month}月").format(month=day.month), row) for day, row in months.items()),
        ),
    ]


def _table(title: str, head: str, rows: Iterable[tuple[Any, Figures]]) -> Table:
    return Table(title, head, [(str(name), _cells(row)) for name, row in rows])


def _heads() -> list[str]:
    return [
        _("收到"),
        _("办结"),
        _("在办"),
        _("按期率"),
        _("逾期"),
        _("中位用时（天）"),
        _("最长用时（天）"),
        _("延期"),
        _("补正"),
        _("征求意见"),
    ]


def _cells(row: Figures) -> list[str]:
    share = row.in_time_share
    return [
        str(row.received),
        str(row.concluded),
        str(row.running),
        NOTHING if share is None else f"{share * 100:.1f}%",
        str(row.late),
        NOTHING if row.median_days is None else f"{row.median_days:g}",
        NOTHING if row.longest_days is None else str(row.longest_days),
        str(row.extended),
        str(row.corrected),
        str(row.consulted),
    ]


def _bars(months: Table) -> list[dict[str, Any]]:
    """One bar a month that received any; the table below has the same figures."""
    most = max((int(cells[0]) for _name, cells in months.rows), default=0)
    found = []
    for name, cells in months.rows:
        height = round(HEIGHT * int(cells[0]) / most)
        x = (int(name.removesuffix(_("月"))) - 1) * STEP
        bar = {"x": x, "y": HEIGHT - height, "width": BAR, "height": height}
        found.append(bar | {"label": name, "number": cells[0]})
    return found


def _lines(tables: list[Table]) -> Iterator[list[str]]:
    for table in tables:
        for name, cells in table.rows:
            yield [table.title, name, *cells]
