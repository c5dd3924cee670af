"""What happened to an article, its versions side by side, how it will look (历史、对照、预览)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.models import Revision

from zhanqun.content.library import article_desk
from zhanqun.content.library.comparing import differences
from zhanqun.content.library.models import Article
from zhanqun.content.library.queries import placements_of
from zhanqun.content.library.remarking import LENGTH, RemarkInvalid, add_remark
from zhanqun.content.library.services import working_copy
from zhanqun.content.library.states import PlacementState
from zhanqun.content.library.timeline import KINDS, moments_of
from zhanqun.content.library.views import reading
from zhanqun.content.library.views.reading import person
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view

VERSIONS_MAX = 200  # in the choice of versions to compare


@desk_view("GET", "POST")
def history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Versions, acts and remarks in one line, newest first; a remark can be added."""
    article = reading.article_of(person(request), uid)
    typed, errors, status = "", [], 200
    if request.method == "POST":
        typed = request.POST.get("text", "")
        try:
            add_remark(uid=uid, text=typed, by=person(request), now=clock.now())
            return redirect("library:history", uid=uid)
        except RemarkInvalid as refusal:
            errors, status = [str(refusal)], refusal.status
    kind = request.GET.get("show", "")
    context = {
        "title": _("历史：{title}").format(title=article.title),
        "crumbs": [_crumb(article)],
        "article": article,
        "moments": moments_of(article, kind if kind in KINDS else ""),
        "kinds": [("", _("全部")), *KINDS.items()],
        "kind": kind,
        "live_revision": article.live_revision_id,
        "newest": article.latest_revision_id,
        "errors": errors,
        "typed": typed,
        "length": LENGTH,
    }
    return render(request, "library/history.html", context, status=status)


@desk_view("GET")
def compare(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Two versions; by default the public one, else the one before, and the newest."""
    article = reading.article_of(person(request), uid)
    versions = list(_versions(article)[:VERSIONS_MAX])
    left = _chosen(versions, request.GET.get("left", ""), _other_than_newest(article, versions))
    right = _chosen(versions, request.GET.get("right", ""), versions[0])
    context = {
        "title": _("版本对照：{title}").format(title=article.title),
        "crumbs": [_crumb(article)],
        "article": article,
        "versions": versions,
        "left": left,
        "right": right,
        "differences": differences(left.as_object(), right.as_object()),
    }
    return render(request, "library/compare.html", context)


@desk_view("GET")
def preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The newest draft in a frame, on each site where it has a place."""
    article = reading.article_of(person(request), uid)
    columns = _columns_of(article)
    wanted = request.GET.get("column", "")
    chosen = next(
        (row for row in columns if str(row.pk) == wanted), columns[0] if columns else None
    )
    context = {
        "title": _("预览：{title}").format(title=working_copy(article).title),
        "crumbs": [_crumb(article)],
        "article": article,
        "columns": columns,
        "chosen": chosen,
    }
    return render(request, "library/preview.html", context)


@desk_view("GET")
@xframe_options_sameorigin
def preview_page(request: HttpRequest, uid: UUID, column_id: int) -> HttpResponse:
    """The page itself, drawn as the publisher draws it."""
    article = reading.article_of(person(request), uid)
    column = next((row for row in _columns_of(article) if row.pk == column_id), None)
    if column is None:
        raise Http404(column_id)
    return HttpResponse(article_desk.previewers.get("pages")(working_copy(article), column))


def _versions(article: Article) -> Any:
    """Its versions, newest first."""
    rows = Revision.objects.for_instance(article).select_related("user")
    return rows.order_by("-created_at", "-id")


def _chosen(versions: list[Revision], wanted: str, otherwise: Revision) -> Revision:
    if not wanted:
        return otherwise
    for row in versions:
        if str(row.pk) == wanted:
            return row
    raise Http404(wanted)


def _other_than_newest(article: Article, versions: list[Revision]) -> Revision:
    newest = versions[0]
    public = next((row for row in versions if row.pk == article.live_revision_id), newest)
    if public.pk != newest.pk:
        return public
    return versions[1] if len(versions) > 1 else newest


def _columns_of(article: Article) -> list[Any]:
    gone = [PlacementState.RETURNED, PlacementState.WITHDRAWN, PlacementState.MERGED]
    rows = placements_of(article).exclude(state__in=gone)
    return [row.column for row in rows]


def _crumb(article: Article) -> dict[str, str]:
    return {"url": reverse("library:edit", args=[article.uid]), "label": article.title[:30]}
