"""Documents at the desk, by validity (文件有效性清单)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary import policies, queries
from zhanqun.ui.desk import capped_count, desk_view, page_of


@desk_view("GET")
def documents(request: HttpRequest) -> HttpResponse:
    policies.check_works_here(request.user)
    rows = queries.standings_visible_to(request.user)
    page = page_of(rows, ("-id",), request.GET.get("from", ""))
    context = {"title": _("政策文件"), "page": page, "count": capped_count(rows)}
    return render(request, "policylibrary/documents.html", context)
