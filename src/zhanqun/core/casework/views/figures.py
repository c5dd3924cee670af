"""Figures per unit and month (办件统计)."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhanqun.core.casework import policies
from zhanqun.core.casework.figures import UnitFigures, figures_of
from zhanqun.core.casework.views import reading
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view

MONTHS = 12


@desk_view("GET")
def figures(request: HttpRequest) -> HttpResponse:
    """One month, by unit; ?month=2026-06, the present one by default."""
    units.check_anywhere(
        request.user, (*policies.OFFICE, *policies.OVERSEERS), act=_("查看办件统计")
    )
    today = clock.day_of(clock.now())
    first = _month(request.GET.get("month", ""), today)
    rows = figures_of(request.user, first, _next(first))
    names = {unit.pk: str(unit) for unit in Unit.objects.filter(pk__in=[r.unit_id for r in rows])}
    context = reading.context(
        request,
        _("办件统计"),
        "figures",
        month=first,
        months=_months(today),
        heads=_heads(),
        rows=[_row(row, names) for row in rows],
    )
    return render(request, "casework/figures.html", context)


def _heads() -> list[str]:
    return [
        _("承办单位"),
        _("收件"),
        _("已答复"),
        _("其他办结"),
        _("按期率"),
        _("逾期"),
        _("中位用时（天）"),
        _("满意率"),
    ]


def _row(row: UnitFigures, names: dict[int, str]) -> dict[str, Any]:
    def percent(share: float | None) -> str:
        return "—" if share is None else f"{share * 100:.1f}%"

    median = "—" if row.median_days is None else f"{row.median_days:g}"
    return {
        "unit": names.get(row.unit_id or 0, _("尚未分办")),
        "figures": row,
        "in_time": percent(row.in_time_share),
        "satisfied": percent(row.satisfied_share),
        "median": median,
    }


def _month(text: str, today: date) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _months(today: date) -> list[date]:
    found, month = [], today.replace(day=1)
    for _at in range(MONTHS):
        found.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return found
