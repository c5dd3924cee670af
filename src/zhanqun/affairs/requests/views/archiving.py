"""What is done once a request ended (归档与公开): its file, its disputes, opening it to all."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhanqun.affairs.requests import bundling, policies, reply_policies
from zhanqun.affairs.requests.services import archiving
from zhanqun.affairs.requests.views import reading
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


@desk_view("GET", "POST")
def archive(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """verb=bundle|open: the file as a zip; a draft of what was given out."""
    row, person, now = reading.request_of(request, uid), person_of(request), clock.now()
    if not reply_policies.may_draft(person, row.case):
        raise units.NotAllowed(act=_("导出办件档案"))
    verb = request.POST.get("verb", "")
    errors: list[str] = []
    try:
        if verb == "bundle":
            made = archiving.bundle(uid=uid, by=person, now=now)
            return FileResponse(made, as_attachment=True, filename=f"{row.case.number}.zip")
        if verb == "open":
            article = archiving.open_to_all(uid=uid, by=person, now=now)
            messages.success(request, _("已建草稿，请核对遮盖，再放到栏目送审。"))
            return redirect("library:edit", uid=article)
    except DomainError as refusal:
        errors = [str(refusal)]
    context = reading.context(
        request,
        row,
        str(_("归档与公开")),
        pieces=list(bundling.pieces_of(row, person)),
        disputes=row.disputes.all(),
        may_record=policies.is_office(person, row.publisher.unit),
        is_given=row.outcome in archiving.GIVEN,
        errors=errors,
    )
    return render(request, "requests/archive.html", context, status=409 if errors else 200)
