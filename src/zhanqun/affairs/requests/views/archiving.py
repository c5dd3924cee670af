"""What is done once a request ended (归档与公开): its file, its disputes, opening it to all."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhanqun.affairs.requests import bundling, policies, reply_policies
from zhanqun.affairs.requests.models import Archive, Request
from zhanqun.affairs.requests.services import archiving, packing
from zhanqun.affairs.requests.states import ArchiveState
from zhanqun.affairs.requests.views import reading
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


@desk_view("GET", "POST")
def archive(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """verb=pack|fetch|open: have the file made; the file; a draft of what was given out."""
    row, person = reading.request_of(request, uid), person_of(request)
    if not reply_policies.may_draft(person, row.case):
        raise units.NotAllowed(act=_("导出办件档案"))
    chosen = _VERBS.get(request.POST.get("verb", ""))
    if chosen is None:
        return _page(request, row, person)
    try:
        return chosen(request, row, person)
    except DomainError as refusal:
        return _page(request, row, person, errors=[str(refusal)], status=refusal.status)


def _pack(_request: HttpRequest, row: Request, person: User) -> HttpResponseBase:
    packing.ask_archive(uid=row.case.uid, by=person, now=clock.now())
    return redirect("requests:archive", uid=row.case.uid)


def _fetch(_request: HttpRequest, row: Request, person: User) -> HttpResponseBase:
    packed = packing.fetch(uid=row.case.uid, by=person, now=clock.now())
    return FileResponse(
        packed.file.open("rb"), as_attachment=True, filename=f"{row.case.number}.zip"
    )


def _open(request: HttpRequest, row: Request, person: User) -> HttpResponseBase:
    article = archiving.open_to_all(uid=row.case.uid, by=person, now=clock.now())
    messages.success(request, _("已建草稿，请核对遮盖，再放到栏目送审。"))
    return redirect("library:edit", uid=article)


_VERBS = {"pack": _pack, "fetch": _fetch, "open": _open}


def _page(
    request: HttpRequest,
    row: Request,
    person: User,
    *,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponseBase:
    pieces = list(bundling.pieces_of(row, person))
    context = reading.context(
        request,
        row,
        str(_("归档与公开")),
        pieces=pieces,
        packed=_packed(row, bundling.mark_of(pieces)),
        disputes=row.disputes.all(),
        may_record=policies.is_office(person, row.publisher.unit),
        is_given=row.outcome in archiving.GIVEN,
        errors=errors or [],
    )
    return render(request, "requests/archive.html", context, status=status)


def _packed(row: Request, mark: str) -> dict[str, Any]:
    """How far the zip is. is_old: it was made, and the request has something new since."""
    packed = Archive.objects.filter(request=row).first()
    if packed is None:
        return {}
    is_made = packed.state == ArchiveState.READY
    return {
        "row": packed,
        "is_running": packing.is_running(packed, clock.now()),
        "is_current": is_made and packed.mark == mark,
        "is_old": is_made and packed.mark != mark,
        "has_failed": packed.state == ArchiveState.FAILED,
    }
