"""All sites, and the board of one: every column, who answers for it, how fresh it is."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from zhanqun.content.sites.models import Column, ColumnState, SiteProfile
from zhanqun.content.sites.views import reading
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view


@desk_view("GET")
def site_list(request: HttpRequest) -> HttpResponse:
    """The sites that the person has to do with, and when anything on them was updated."""
    profiles = list(
        reading.sites_on_board(request.user).select_related("parent", "site__root_page")
    )
    context = {
        "title": _("站点"),
        "rows": _with_figures(profiles),
        "may_create": reading.may_create_sites(request.user),
        "today": clock.day_of(clock.now()),
    }
    return render(request, "sites/list.html", context)


@desk_view("GET")
def board(request: HttpRequest, uid: UUID) -> HttpResponse:
    profile = get_object_or_404(reading.sites_on_board(request.user), uid=uid)
    rows = reading.board_of(profile, clock.now())
    context = {
        "title": _("栏目台账：{site}").format(site=profile.short_name),
        "profile": profile,
        "rows": rows,
        "overdue": sum(row.is_overdue for row in rows),
        "may_arrange": reading.sites_arranged_by(request.user).filter(pk=profile.pk).exists(),
        "links": reading.links_for(request.user, profile),
        "may_keep": reading.sites_kept_by(request.user).filter(pk=profile.pk).exists(),
    }
    return render(request, "sites/board.html", context)


def _with_figures(
    profiles: Iterable[SiteProfile],
) -> list[tuple[SiteProfile, reading.Figures, int]]:
    """Each site with its figures in sum and the number of its open columns."""
    profiles = list(profiles)
    figures = reading.figures_of([profile.site_id for profile in profiles])
    columns = Column.objects.filter(state=ColumnState.OPEN)
    paths = dict(columns.values_list("pk", "path"))
    rows = []
    for profile in profiles:
        root = profile.site.root_page.path
        inside = [key for key, path in paths.items() if path.startswith(root)]
        held = [figures[key] for key in inside if key in figures]
        last_at = max((row.last_at for row in held if row.last_at), default=None)
        total = reading.Figures(sum(row.live for row in held), last_at)
        rows.append((profile, total, len(inside)))
    return rows
