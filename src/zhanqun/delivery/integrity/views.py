"""Tamper protection at the desk (网页防篡改): what was altered, what proved."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.delivery.integrity import policies, queries
from zhanqun.delivery.integrity.guarding.evidence import evidence_root
from zhanqun.delivery.integrity.models import Incident, IncidentKind, ProofState
from zhanqun.foundation import clock
from zhanqun.ui.desk import capped_count, desk_view, page_of

ORDER = ("-seen_at", "-id")


@desk_view("GET")
def incidents(request: HttpRequest) -> HttpResponse:
    """?kind= one kind, ?site= one site, ?open=1 what could not be restored."""
    policies.check_may_read(request.user)
    visible = queries.incidents_visible_to(request.user)
    rows = _filtered(visible, request)
    page, names = page_of(rows, ORDER, request.GET.get("from", "")), _names(request)
    context = _context(
        request,
        "incidents",
        page=page,
        rows=[(row, names[row.site_id]) for row in page.rows],
        count=capped_count(rows),
        kinds=IncidentKind.choices,
        is_open=request.GET.get("open", ""),
        guard=queries.guard_health(clock.now()),
    )
    return render(request, "integrity/incidents.html", context)


@desk_view("GET")
def incident(request: HttpRequest, uid: UUID) -> HttpResponse:
    row = get_object_or_404(queries.incidents_visible_to(request.user), uid=uid)
    context = {
        "title": _("篡改事件：{path}").format(path=row.path),
        "row": row,
        "site_name": _names(request).get(row.site_id, ""),
        "lines": [(_tone(line), line) for line in row.difference.splitlines()],
        "is_excerpt": row.kind == IncidentKind.FOREIGN,
        "evidence": evidence_root() / row.evidence if row.evidence else "",
        "crumbs": [{"url": reverse("integrity:incidents"), "label": _("网页防篡改")}],
    }
    return render(request, "integrity/incident.html", context)


@desk_view("GET")
def proofs(request: HttpRequest) -> HttpResponse:
    """?state= one state; at first those that did not prove."""
    policies.check_may_read(request.user)
    state = request.GET.get("state", ProofState.FAILED)
    rows = queries.proofs_visible_to(request.user)
    if state in ProofState.values:
        rows = rows.filter(state=state)
    site_id = request.GET.get("site", "")
    if site_id.isdecimal():
        rows = rows.filter(site_id=int(site_id))
    page = page_of(rows, ("-id",), request.GET.get("from", ""))
    bases = {row.site_id: row.base_url for row in queries.sites_guarded_by(request.user)}
    context = _context(
        request,
        "proofs",
        page=page,
        rows=[(row, bases[row.site_id] + row.path) for row in page.rows],
        state=state,
        states=ProofState.choices,
        proof=queries.proof_health(clock.now()),
    )
    return render(request, "integrity/proofs.html", context)


def _filtered(rows: QuerySet[Incident], request: HttpRequest) -> QuerySet[Incident]:
    kind, site_id = request.GET.get("kind", ""), request.GET.get("site", "")
    if kind in IncidentKind.values:
        rows = rows.filter(kind=kind)
    if site_id.isdecimal():
        rows = rows.filter(site_id=int(site_id))
    if request.GET.get("open"):
        rows = rows.filter(restored_at=None)
    return rows


def _context(request: HttpRequest, tab: str, **more: Any) -> dict[str, Any]:
    return {
        "title": _("网页防篡改"),
        "tab": tab,
        "sites": [(str(key), name) for key, name in _names(request).items()],
        "site": request.GET.get("site", ""),
        "kind": request.GET.get("kind", ""),
        **more,
    }


def _names(request: HttpRequest) -> dict[int, str]:
    return {row.site_id: row.short_name for row in queries.sites_guarded_by(request.user)}


def _tone(line: str) -> str:
    """What a line of a unified difference is: "out", "in", "place" or "" for context."""
    if line.startswith(("---", "+++", "@@")):
        return "place"
    return {"-": "out", "+": "in"}.get(line[:1], "")
