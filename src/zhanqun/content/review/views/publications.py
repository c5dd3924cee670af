"""What the gate did (发布记录): the list, and one act with everything that went or came."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from zhanqun.content.review.queries import publications_visible_to
from zhanqun.ui.desk import desk_view, page_of

# Upper rooms add facts to the page of one act: functions (request, publication) -> [Component].
PANELS_HOOK = "construct_publication_panels"
# What `details` may hold, as the page heads it.
HEADINGS = {
    "pages": gettext_lazy("网页"),
    "columns": gettext_lazy("栏目"),
    "offers": gettext_lazy("报送"),
    "files": gettext_lazy("附件"),
    "overrides": gettext_lazy("放行的检查结果"),
}


@desk_view("GET")
def publications(request: HttpRequest) -> HttpResponse:
    """Acts of the gate on articles that the person may see, newest first."""
    rows = publications_visible_to(request.user)
    context = {
        "title": _("发布记录"),
        "page": page_of(rows, ("-id",), request.GET.get("from", "")),
    }
    return render(request, "review/publications.html", context)


@desk_view("GET")
def publication(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One act: who, when, why, what it put up or took down, and what others made of it."""
    row = get_object_or_404(publications_visible_to(request.user), uid=uid)
    panels = [panel for fn in hooks.get_hooks(PANELS_HOOK) for panel in fn(request, row)]
    context = {
        "title": f"{row.get_act_display()}：{row.article.title}",
        "publication": row,
        "lists": _lists(row.details),
        "panels": panels,
    }
    return render(request, "review/publication.html", context)


def _lists(details: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    return [
        (str(heading), details[name]) for name, heading in HEADINGS.items() if details.get(name)
    ]
