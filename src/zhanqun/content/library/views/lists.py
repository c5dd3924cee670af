"""Lists of articles (我的稿件): by stage, narrowed, searched, page by page."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library import article_desk
from zhanqun.content.library.article_desk import Stage
from zhanqun.content.library.document_numbers import NotADocumentNumber, normalise
from zhanqun.content.library.models import Article
from zhanqun.content.library.queries import articles_visible_to
from zhanqun.content.library.states import ArticleKind
from zhanqun.content.library.translations import articles_outdated
from zhanqun.content.library.views import reading
from zhanqun.content.library.views.reading import person
from zhanqun.ui.desk import capped_count, desk_view, page_of

MINE, ALL = "mine", "all"
NEWEST_FIRST = ("-updated_at", "-id")

OWN_STAGES = (
    Stage("live", gettext_lazy("已发布"), lambda rows: rows.filter(live=True)),
    Stage("outdated", gettext_lazy("原文已变"), articles_outdated),
    Stage("withdrawn", gettext_lazy("已撤稿"), lambda rows: rows.exclude(withdrawal="")),
)


@desk_view("GET")
def articles(request: HttpRequest) -> HttpResponse:
    """One's own articles, or all that one may see; a stage a tab, with counts up to a limit."""
    scope = ALL if request.GET.get("scope") == ALL else MINE
    words, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    rows = _found(_in_scope(person(request), scope), words, kind)
    stages = [*article_desk.stages(), *OWN_STAGES]
    wanted = request.GET.get("state", "")
    chosen = next((stage for stage in stages if stage.name == wanted), None)
    shown = chosen.narrow(rows) if chosen else rows
    page = page_of(shown, NEWEST_FIRST, request.GET.get("from", ""))
    context = {
        "title": _("我的稿件"),
        "tabs": [_tab(stage, rows) for stage in stages],
        "all_count": capped_count(rows),
        "state": chosen.name if chosen else "",
        "page": page,
        "rows": reading.rows_of(page.rows),
        "scope": scope,
        "q": words,
        "kind": kind,
        "kinds": ArticleKind.choices,
        "rest": _rest(request),
        "may_write": bool(reading.unit_choices(person(request))),
    }
    return render(request, "library/articles.html", context)


def _in_scope(user: Any, scope: str) -> QuerySet[Article]:
    rows = articles_visible_to(user)
    return rows.filter(author=user) if scope == MINE else rows


def _found(rows: QuerySet[Article], words: str, kind: str) -> QuerySet[Article]:
    """Rows whose title has the words, or whose document number is the one asked for."""
    if kind in ArticleKind.values:
        rows = rows.filter(kind=kind)
    if not words:
        return rows
    try:
        asked = Q(number=normalise(words)[0].text)
    except NotADocumentNumber:
        asked = Q(number=words)
    return rows.filter(asked | Q(title__icontains=words))


def _tab(stage: Stage, rows: QuerySet[Article]) -> dict[str, Any]:
    return {"name": stage.name, "label": stage.label, "count": capped_count(stage.narrow(rows))}


def _rest(request: HttpRequest) -> str:
    """What the address asks besides stage and page, for the links of the tabs."""
    asked = request.GET.copy()
    for name in ("state", "from"):
        asked.pop(name, None)
    return asked.urlencode()
