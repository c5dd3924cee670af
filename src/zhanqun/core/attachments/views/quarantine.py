"""The quarantine at the desk (隔离区): what waits for the scanner, and since when."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.attachments import policies, queries, scanning
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view, page_of

ORDER = ("uploaded_at", "id")


@desk_view("GET")
def quarantine(request: HttpRequest) -> HttpResponse:
    units.check_anywhere(request.user, policies.KEEPERS, act=_("查看隔离区"))
    rows = queries.quarantine_visible_to(request.user)
    context = {
        "title": _("隔离区"),
        "page": page_of(rows, ORDER, request.GET.get("from", "")),
        "scanner": queries.scanner_health(clock.now()),
    }
    return render(request, "attachments/quarantine.html", context)


@desk_view("POST")
def again(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put one file back to the scanner (重新查毒)."""
    row = get_object_or_404(queries.quarantine_visible_to(request.user), uid=uid)
    try:
        scanning.scan_again(uid=row.uid, by=cast(User, request.user), now=clock.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“{name}”已重新排队查毒。").format(name=row.name))
    return redirect("attachments:quarantine")
