"""The form of a secrecy review (保密审查表), to print and file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from zhanqun.content.review.queries import overrides_of
from zhanqun.content.review.views.reading import decisions_visible_to
from zhanqun.ui.desk import desk_view


@desk_view("GET")
def decision(request: HttpRequest, uid: UUID) -> HttpResponse:
    row = get_object_or_404(decisions_visible_to(request.user), uid=uid)
    context = {"title": _("信息公开保密审查表"), "decision": row}
    context["overrides"] = overrides_of(row.article, row.digest)
    return render(request, "review/decision.html", context)
