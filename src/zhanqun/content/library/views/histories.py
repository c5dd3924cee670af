"""What happened to an article, its versions side by side, how it will look (历史、对照、预览)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.models import Revision

from zhanqun.content.library import article_desk
from zhanqun.content.library.comparing import differences
from zhanqun.content.library.models import Article
from zhanqun.content.library.queries import placements_of
from zhanqun.content.library.services import working_copy
from zhanqun.content.library.states import PlacementState
from zhanqun.content.library.views import reading
from zhanqun.content.library.views.reading import person
from zhanqun.core.audit import api as audit
from zhanqun.ui.desk import desk_view

VERSIONS_MAX = 200  # in the choice of versions to compare

ACTIONS = {
    "library.created": gettext_lazy("新建"),
    "library.saved": gettext_lazy("保存新版本"),
    "library.discarded": gettext_lazy("删除草稿"),
    "library.placed": gettext_lazy("直接放到栏目"),
    "library.offered": gettext_lazy("报送"),
    "library.adopted": gettext_lazy("采用"),
    "library.returned": gettext_lazy("退回报送"),
    "library.merged": gettext_lazy("合并"),
    "library.offer_recalled": gettext_lazy("撤回报送"),
    "library.arranged": gettext_lazy("置顶、排序"),
}


@dataclass(frozen=True)
class Moment:
    """One line of the timeline: an act, and the version that it made, if any."""

    at: datetime
    person: str
    what: str
    on: str = ""
    reason: str = ""
    revision: int | None = None


@desk_view("GET")
def history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Versions and the trail in one line, newest first; two versions can be compared."""
    article = reading.article_of(person(request), uid)
    context = {
        "title": _("历史：{title}").format(title=article.title),
        "crumbs": [_crumb(article)],
        "article": article,
        "moments": _moments(article),
        "live_revision": article.live_revision_id,
        "newest": article.latest_revision_id,
    }
    return render(request, "library/history.html", context)


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


def _moments(article: Article) -> list[Moment]:
    """The trail of the article and its placements; versions are told by their saving."""
    names = {name: str(word) for name, word in ACTIONS.items()} | article_desk.action_names()
    own = str(article.uid)
    found = []
    for object_type, object_uid in reading.related_entries(article):
        for entry in audit.entries_about(object_type, object_uid):
            on = "" if object_uid == own else entry.object_label.rpartition(" → ")[2]
            found.append(_moment(entry, names.get(entry.action, entry.action), on))
    first = _versions(article).last()
    if first is not None:
        found = [_with_first_version(moment, first.pk) for moment in found]
    return sorted(found, key=lambda moment: moment.at, reverse=True)


def _moment(entry: audit.Entry, what: str, on: str) -> Moment:
    return Moment(
        at=entry.at,
        person=entry.actor_name,
        what=what,
        on=on,
        reason=entry.reason,
        revision=entry.after.get("revision"),
    )


def _with_first_version(moment: Moment, revision: int) -> Moment:
    if moment.what != str(ACTIONS["library.created"]):
        return moment
    return Moment(moment.at, moment.person, moment.what, revision=revision)


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
