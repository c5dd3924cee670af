"""Versions of a list: who changed what, compare, go back (词表版本)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.checks import policies, queries, services
from zhanqun.core.checks.comparing import SHOWN_MAX, differences
from zhanqun.core.checks.views import reading
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view, page_of
from zhanqun.ui.people import person_of


@desk_view("GET", "POST")
def versions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """?older=&newer= shows what differs; a POST of `number` goes back to that version."""
    row = reading.list_or_404(request, uid)
    if request.method == "POST":
        policies.check_may_keep(request.user)
        return _go_back(request, uid, _number(request.POST.get("number"), row.version, row.version))
    newer = _number(request.GET.get("newer"), row.version, row.version)
    older = _number(request.GET.get("older"), max(newer - 1, 0), row.version)
    found = differences(row, min(older, newer), max(older, newer))
    context = reading.context(
        request,
        _("版本：{name}").format(name=row),
        row=row,
        page=page_of(queries.versions_of(row), ("-number",), request.GET.get("from", ""), 20),
        older=min(older, newer),
        newer=max(older, newer),
        numbers=range(row.version, max(row.version - 200, -1), -1),
        differences=found,
        is_cut=len(found) == SHOWN_MAX,
        crumbs=reading.crumbs(row),
    )
    return render(request, "checks/versions.html", context)


def _go_back(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    made = services.go_back(list_uid=uid, number=number, by=person_of(request), now=clock.now())
    if made is None:
        messages.info(request, _("现在的内容与第{number}版相同。").format(number=number))
    else:
        text = _("已按第{number}版的内容生成第{made}版。")
        messages.success(request, text.format(number=number, made=made.number))
    return redirect("checks:versions", uid=uid)


def _number(text: str | None, usual: int, most: int) -> int:
    return min(int(text), most) if text and text.isascii() and text.isdigit() else usual
