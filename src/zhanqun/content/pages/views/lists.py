"""The arrangements that a person looks after, and beginning one (版面一览)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.content.pages.models import Arrangement
from zhanqun.content.pages.queries import arrangements_visible_to
from zhanqun.content.pages.services import arrange
from zhanqun.content.pages.views import reading
from zhanqun.content.sites import api as sites
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


@desk_view("GET", "POST")
def arrangements(request: HttpRequest) -> HttpResponse:
    """Homes, topics and overviews of one's own sites; a new one can be begun."""
    if request.method == "POST":
        return _begin(request)
    profiles = {row.site_id: row for row in sites.profiles()}
    rows = arrangements_visible_to(request.user).order_by("site_id", "page__path")
    context = {
        "title": _("版面"),
        "rows": [(row, profiles[row.site_id], *reading.status_of(row)) for row in rows],
        "columns": _choices(request, profiles),
    }
    return render(request, "pages/list.html", context)


def _begin(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("column", "")
    rows = reading.columns_to_arrange(request.user)
    column = get_object_or_404(rows, pk=code if code.isdigit() else 0)
    row: Arrangement = arrange(page=column, by=person_of(request), now=clock.now())
    messages.success(request, _("已为“{title}”启用版面，请添加版块。").format(title=column.title))
    return redirect("pages:arrangement", uid=row.uid)


def _choices(
    request: HttpRequest, profiles: dict[int, sites.SiteProfile]
) -> list[tuple[str, list[sites.Column]]]:
    columns = list(reading.columns_to_arrange(request.user))
    site_ids = sites.site_ids_of(columns)
    groups: dict[str, list[sites.Column]] = {}
    for column in columns:
        groups.setdefault(profiles[site_ids[column.pk]].short_name, []).append(column)
    return list(groups.items())
