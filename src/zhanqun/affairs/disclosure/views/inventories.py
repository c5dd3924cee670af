"""The legal list and what stands under it (公开清单): all publishers, one, as a sheet."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.disclosure import inventory, policies, queries
from zhanqun.affairs.disclosure.forms.catalogue import CyclesForm
from zhanqun.affairs.disclosure.inventory import Inventory, ItemStanding
from zhanqun.affairs.disclosure.services.cycles import set_cycles
from zhanqun.affairs.disclosure.views.reading import crumbs
from zhanqun.core.audit import api as audit
from zhanqun.foundation import clock, sheets
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

HEAD = (
    gettext_lazy("公开主体"),
    gettext_lazy("公开事项"),
    gettext_lazy("依据"),
    gettext_lazy("已公开"),
    gettext_lazy("最近更新"),
    gettext_lazy("逾期公开"),
    gettext_lazy("待公开"),
    gettext_lazy("其中已逾期"),
    gettext_lazy("情况"),
)


@desk_view("GET")
def listed(request: HttpRequest) -> HttpResponse:
    """Every publisher that the person may see, in one table; who sees one alone sees its list."""
    policies.check_works_here(request.user)
    rows = list(queries.publishers_visible_to(request.user))
    if len(rows) == 1:
        return _one(request, rows[0], [])
    context = {
        "title": _("公开清单"),
        "rows": inventory.inventories(rows, clock.day_of(clock.now())),
        **_rights(request),
    }
    return render(request, "disclosure/inventories.html", context)


@desk_view("GET")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    publisher = get_object_or_404(queries.publishers_visible_to(request.user), uid=uid)
    return _one(request, publisher, crumbs())


def _one(request: HttpRequest, publisher: Any, above: list[dict[str, str]]) -> HttpResponse:
    found = inventory.inventory_of(publisher, clock.day_of(clock.now()))
    context = {
        "title": _("{unit}的公开清单").format(unit=publisher),
        "crumbs": above,
        "inventory": found,
        "rows": [(row, _tags(row)) for row in found.items],
        **_rights(request),
    }
    return render(request, "disclosure/inventory.html", context)


@desk_view("POST")
def export(request: HttpRequest) -> HttpResponseBase:
    """Every item of every publisher that the person may see, as a sheet (导出)."""
    policies.check_works_here(request.user)
    person, now = person_of(request), clock.now()
    rows = inventory.inventories(queries.publishers_visible_to(person), clock.day_of(now))
    after = {"publishers": len(rows)}
    audit.record("disclosure.inventory_exported", person, by=person, at=now, after=after)
    response = StreamingHttpResponse(
        sheets.xlsx_of([str(name) for name in HEAD], _cells(rows)), content_type=sheets.XLSX
    )
    name = f"disclosure-{clock.beijing(now):%Y%m%d-%H%M%S}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@desk_view("GET", "POST")
def cycles(request: HttpRequest) -> HttpResponse:
    """How often each item is to be renewed, for all publishers (更新周期)."""
    policies.check_keeps_all(request.user)
    form = CyclesForm(request.POST or None, months=inventory.cycles())
    done, errors, status = attempt(
        form,
        lambda: set_cycles(months=form.cleaned_data, by=person_of(request), now=clock.now()),
    )
    if done:
        messages.success(request, _("已保存。"))
        return redirect("disclosure:inventories")
    context = {"title": _("更新周期"), "form": form, "errors": errors, "crumbs": crumbs()}
    return render(request, "disclosure/cycles.html", context, status=status)


def _rights(request: HttpRequest) -> dict[str, bool]:
    return {
        "may_keep": policies.may_keep_any(request.user),
        "may_keep_pages": policies.keeps_pages(request.user),
        "may_set_cycles": policies.keeps_all(request.user),
    }


def _tags(row: ItemStanding) -> list[tuple[str, str]]:
    """What is wanting of an item, as words with their tones."""
    counts = row.counts
    told = [
        (row.is_missing, _("缺失"), "bad"),
        (counts.overdue, _("{n}条已逾期").format(n=counts.overdue), "bad"),
        (row.is_stale, _("超过{n}个月未更新").format(n=row.months), "wait"),
        (counts.late, _("{n}条逾期公开").format(n=counts.late), "quiet"),
    ]
    return [(words, tone) for holds, words, tone in told if holds]


def _cells(rows: list[Inventory]) -> Iterator[list[object]]:
    for found in rows:
        for row in found.items:
            counts = row.counts
            yield [
                found.publisher,
                row.item.label,
                row.item.norm,
                counts.live,
                counts.newest or "",
                counts.late,
                counts.waiting,
                counts.overdue,
                "；".join(words for words, _tone in _tags(row)),
            ]
