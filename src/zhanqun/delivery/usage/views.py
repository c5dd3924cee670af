"""Visit figures at the desk (访问统计)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhanqun.content.sites.api import SiteProfile
from zhanqun.delivery.usage import policies, queries
from zhanqun.delivery.usage.charts import chart_of
from zhanqun.delivery.usage.forms import Asked
from zhanqun.delivery.usage.queries import Span
from zhanqun.foundation import clock, sheets
from zhanqun.ui.desk import desk_view


@desk_view("GET")
def visits(request: HttpRequest) -> HttpResponse:
    """One site's figures, or all that the person may see, over the days asked for."""
    form, profiles = _asked(request, clock.now())
    context: dict[str, Any] = {"title": _("访问统计"), "form": form, "profiles": profiles}
    if form.is_valid():
        chosen, span = _chosen(form, profiles), _span(form)
        rows = (
            queries.by_hour(chosen, span.since) if span.is_one_day else queries.by_day(chosen, span)
        )
        context |= {
            "span": span,
            "rows": rows,
            "chart": chart_of(rows),
            "totals": queries.totals(chosen, span),
            "columns": queries.by_column(chosen, span),
            "pages": queries.by_page(chosen, span),
            "until": queries.counted_until(chosen),
            "sites": {profile.site_id: profile for profile in profiles},
            "asked": request.GET.urlencode(),
        }
    return render(request, "usage/visits.html", context)


@desk_view("GET")
def export(request: HttpRequest) -> HttpResponseBase:
    """The pages of the days asked for as a sheet (导出); every cell is text."""
    now = clock.now()
    form, profiles = _asked(request, now)
    if not form.is_valid():
        return visits(request)
    span = _span(form)
    head = [_("网站"), _("栏目"), _("标题"), _("地址"), _("访问量")]
    response = StreamingHttpResponse(
        sheets.xlsx_of(head, _cells(_chosen(form, profiles), span)), content_type=sheets.XLSX
    )
    name = f"visits-{span.since:%Y%m%d}-{span.until:%Y%m%d}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: HttpRequest, now: datetime) -> tuple[Asked, list[SiteProfile]]:
    profiles = list(policies.sites_read_by(request.user))
    choices = [(profile.site_id, profile.name) for profile in profiles]
    return Asked(request.GET, choices=choices, today=clock.day_of(now)), profiles


def _chosen(form: Asked, profiles: list[SiteProfile]) -> list[SiteProfile]:
    wanted = form.cleaned_data.get("site")
    return [profile for profile in profiles if wanted in (None, profile.site_id)]


def _span(form: Asked) -> Span:
    return Span(form.cleaned_data["since"], form.cleaned_data["until"])


def _cells(profiles: list[SiteProfile], span: Span) -> Iterator[list[object]]:
    by_id = {profile.site_id: profile for profile in profiles}
    for row in queries.by_page(profiles, span, most=None):
        profile = by_id[row.site_id]
        yield [profile.name, row.column, row.label, profile.base_url + row.path, row.views]
