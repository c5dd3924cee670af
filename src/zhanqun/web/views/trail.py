"""Searching the trail, checking its chain, taking a part of it away (审计查询、校验、导出)."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock, sheets
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.people import person_of
from zhanqun.web.forms import TrailSearch
from zhanqun.web.trail_search import NEWEST_FIRST, narrowed
from zhanqun.web.trail_words import word_for

AUDITORS = (Role.AUDIT_ADMIN,)
FAULTS_SHOWN = 20
EXPORT_CHUNK = 2000
HEAD = (
    gettext_lazy("编号"),
    gettext_lazy("时间"),
    gettext_lazy("操作人"),
    gettext_lazy("操作"),
    gettext_lazy("结果"),
    gettext_lazy("来源地址"),
    gettext_lazy("单位"),
    gettext_lazy("对象类型"),
    gettext_lazy("对象编号"),
    gettext_lazy("对象"),
    gettext_lazy("理由"),
    gettext_lazy("操作前"),
    gettext_lazy("操作后"),
)


@desk_view("GET")
def trail(request: HttpRequest) -> HttpResponse:
    """The trail as the person may read it: all for auditors, their own acts for others."""
    form = TrailSearch(request.GET or None)
    rows = _asked_for(request, form)
    page = page_of(rows, NEWEST_FIRST, request.GET.get("from", ""))
    context = {
        "title": _("审计查询"),
        "form": form,
        "page": page,
        "rows": [(row, word_for(row.action), _changes(row)) for row in page.rows],
        "count": capped_count(rows),
        "is_auditor": units.rights_of(request.user).holds_anywhere(AUDITORS),
        "asked": [(name, request.GET[name]) for name in form.fields if request.GET.get(name)],
        "head": audit.last_head(),
    }
    return render(request, "web/trail.html", context)


@desk_view("POST")
def chain(request: HttpRequest) -> HttpResponse:
    """Read the whole chain and say where it is broken (链校验); takes long on a long trail."""
    units.check_anywhere(request.user, AUDITORS, act=_("校验审计链"))
    now = clock.now()
    context = {
        "title": _("审计链校验"),
        "faults": list(islice(audit.faults(now=now), FAULTS_SHOWN)),
        "newest": audit.newest_seal(),
        "unsealed": capped_count(audit.unsealed(now=now)),
        "head": audit.last_head(),
        "now": now,
    }
    return render(request, "web/chain.html", context)


@desk_view("POST")
def export(request: HttpRequest) -> HttpResponseBase:
    """What was asked for as a file (审计导出); taking it away is itself an act in the trail."""
    units.check_anywhere(request.user, AUDITORS, act=_("导出审计记录"))
    form = TrailSearch(request.POST)
    if not form.is_valid():
        asked_for = {name: request.POST.get(name, "") for name in form.fields}
        return redirect(f"{reverse('web:trail')}?{urlencode(asked_for)}")
    rows = _asked_for(request, form)
    asked = {name: str(value) for name, value in form.cleaned_data.items() if value}
    person, now = person_of(request), clock.now()
    is_csv = request.POST.get("format") == "csv"
    after = asked | {"format": "csv" if is_csv else "xlsx"}
    audit.record("audit.exported", person, by=person, at=now, after=after)
    write = sheets.csv_of if is_csv else sheets.xlsx_of
    response = StreamingHttpResponse(
        write([str(name) for name in HEAD], _cells(rows)),
        content_type="text/csv; charset=utf-8" if is_csv else sheets.XLSX,
    )
    name = f"audit-{clock.beijing(now):%Y%m%d-%H%M%S}.{after['format']}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked_for(request: HttpRequest, form: TrailSearch) -> QuerySet[audit.Entry]:
    rows = audit.entries_visible_to(request.user).order_by(*NEWEST_FIRST)
    return narrowed(rows, form.cleaned_data) if form.is_bound and form.is_valid() else rows


def _cells(rows: QuerySet[audit.Entry]) -> Iterator[list[object]]:
    names = dict(units.Unit.objects.values_list("pk", "name"))
    for row in rows.iterator(EXPORT_CHUNK):
        yield [
            row.pk,
            f"{clock.beijing(row.at):%Y-%m-%d %H:%M:%S}",
            row.actor_name,
            word_for(row.action),
            _("成功") if row.succeeded else _("失败"),
            row.source_ip,
            names.get(row.unit_id, ""),
            row.object_type,
            row.object_uid,
            row.object_label,
            row.reason,
            _facts(row.before),
            _facts(row.after),
        ]


def _facts(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False) if facts else ""


def _changes(row: audit.Entry) -> list[tuple[str, Any, Any]]:
    """Field, before, after: what the act changed."""
    names = [*row.before, *(name for name in row.after if name not in row.before)]
    return [(name, row.before.get(name, ""), row.after.get(name, "")) for name in names]
