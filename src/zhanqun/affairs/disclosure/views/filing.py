"""Filing at the desk (编目): one article, many at once, out of the catalogue."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure import policies, queries, suggesting
from zhanqun.affairs.disclosure.article_desk import TONES
from zhanqun.affairs.disclosure.forms.catalogue import (
    BulkForm,
    FilingForm,
    RemovalForm,
    UnfiledForm,
)
from zhanqun.affairs.disclosure.items import items
from zhanqun.affairs.disclosure.models import Entry, Publisher
from zhanqun.affairs.disclosure.services import Filing, file_article, file_many, remove_entry
from zhanqun.affairs.disclosure.services.filing import NoPublisher
from zhanqun.affairs.disclosure.states import ENTRY, EntryState
from zhanqun.affairs.disclosure.views.reading import crumbs
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

NEWEST = ("-updated_at", "-id")
DOCUMENTS = {"kind": ArticleKind.DOCUMENT}


@desk_view("GET", "POST")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    article = get_object_or_404(queries.articles_filed_by(request.user), uid=uid)
    entry, draft = queries.entry_of(article), library.working_copy(article)
    above = [] if entry else queries.publishers_above(request.user, article.unit)
    publisher = _publisher_of(article, entry, above)
    if publisher is None:
        return _without_publisher(request, article)
    form = FilingForm(
        request.POST or None,
        initial=_start(draft, entry, publisher),
        above=above,
        level=publisher.level,
    )
    facts: dict[str, Any] = {"uid": uid, "by": person_of(request), "now": clock.now()}
    done, errors, status = attempt(form, lambda: file_article(filing=form.filing, **facts))
    if done:
        messages.success(request, _("已编入公开目录。"))
        return redirect("disclosure:filing", uid=uid)
    return _page(request, article, draft, entry, form, errors, status)


@desk_view("POST")
def remove(request: HttpRequest, uid: UUID) -> HttpResponse:
    """移出目录."""
    article = get_object_or_404(queries.articles_filed_by(request.user), uid=uid)
    get_object_or_404(Entry, article=article)
    form = RemovalForm(request.POST)
    facts: dict[str, Any] = {"uid": uid, "by": person_of(request), "now": clock.now()}
    done, errors, _status = attempt(
        form, lambda: remove_entry(reason=form.cleaned_data["reason"], **facts)
    )
    if done:
        messages.success(request, _("已移出公开目录；索引号保留，可以重新编目。"))
    for text in errors:
        messages.error(request, text)
    return redirect("disclosure:filing", uid=uid)


@desk_view("GET", "POST")
def unfiled(request: HttpRequest) -> HttpResponse:
    """What is not filed yet, documents at first; what is ticked is filed as suggested or as chosen
    for all.
    """
    units.check_anywhere(request.user, policies.FILERS, act=_("编目"))
    form, bulk = UnfiledForm(request.GET or DOCUMENTS), BulkForm(request.POST or None)
    ticked: list[str] = []
    errors: list[str] = []
    if request.method == "POST" and bulk.is_valid():
        ticked, errors = _file_ticked(request, bulk)
        if not errors:
            return redirect(request.get_full_path())
    rows = _narrowed(queries.articles_to_file(request.user), form.asked)
    page = page_of(rows, NEWEST, request.GET.get("from", ""))
    context = {
        "title": _("待编目的稿件"),
        "crumbs": crumbs(),
        "form": form,
        "bulk": bulk,
        "page": page,
        "rows": _rows(request.user, page.rows, ticked),
        "count": capped_count(rows),
        "errors": errors,
    }
    return render(request, "disclosure/unfiled.html", context, status=400 if errors else 200)


def _file_ticked(request: HttpRequest, bulk: BulkForm) -> tuple[list[str], list[str]]:
    """File what was ticked; uids of what was refused, and why."""
    wanted = _uids(request.POST.getlist("article"))
    if not wanted:
        return [], [_("请先选中要编目的稿件。")]
    rows = list(queries.articles_to_file(request.user).filter(uid__in=wanted).order_by("id"))
    above = _publishers_above(request.user, rows)
    pairs = [(row, _filing_of(row, above[row.unit_id], **bulk.cleaned_data)) for row in rows]
    filed, refused = file_many(pairs, by=person_of(request), now=clock.now())
    if filed:
        messages.success(request, _("已编入公开目录{n}篇。").format(n=len(filed)))
    errors = [_("《{title}》：{why}").format(title=row.article, why=row.why) for row in refused]
    return [str(row.article.uid) for row in refused], errors


def _filing_of(article: Article, publisher: Publisher | None, *, item: str, topic: str) -> Filing:
    return Filing(
        items=(item or suggesting.item_for(article),),
        topic=topic or suggesting.topic_for(article) or article.topic_class,
        formed_on=suggesting.formed_on_for(article),
        publisher=publisher,
    )


def _uids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _narrowed(rows: Any, asked: dict[str, Any]) -> Any:
    if kind := asked.get("kind"):
        rows = rows.filter(kind=kind)
    return queries.without_known_topic(rows) if asked.get("unknown") else rows


def _publishers_above(user: Any, articles: list[Article]) -> dict[int, Publisher | None]:
    """Unit id -> the one above that publishes for it, where it is none itself and the person is
    the office of that one.
    """
    of_units = {row.unit_id: row.unit for row in articles}
    return {
        key: next(iter(queries.publishers_above(user, unit)), None)
        for key, unit in of_units.items()
    }


def _rows(user: Any, articles: list[Article], ticked: list[str]) -> list[dict[str, Any]]:
    above = _publishers_above(user, articles)
    return [_row(row, above[row.unit_id], ticked) for row in articles]


def _row(article: Article, publisher: Publisher | None, ticked: list[str]) -> dict[str, Any]:
    item = items()[suggesting.item_for(article)]
    topic = suggesting.topic_for(article)
    return {
        "article": article,
        "above": publisher,
        "item": item.label,
        "topic": topic,
        "unknown": article.topic_class if article.topic_class != topic else "",
        "is_ticked": str(article.uid) in ticked,
    }


def _publisher_of(
    article: Article, entry: Entry | None, above: list[Publisher]
) -> Publisher | None:
    own = entry.publisher if entry else queries.publisher_of(article.unit_id)
    return own or next(iter(above), None)


def _start(draft: Article, entry: Entry | None, publisher: Publisher) -> dict[str, Any]:
    """What stands, else what is suggested."""
    if entry is not None:
        return {"items": entry.items, "topic": entry.topic, "formed_on": entry.formed_on}
    return {
        "publisher": publisher,
        "items": [suggesting.item_for(draft)],
        "topic": suggesting.topic_for(draft),
        "formed_on": suggesting.formed_on_for(draft),
    }


def _without_publisher(request: HttpRequest, article: Article) -> HttpResponse:
    """Whose unit is no publisher: what to do about it."""
    refusal = NoPublisher(unit=article.unit)
    context = {"title": article.title, "crumbs": _crumbs(), "errors": [str(refusal)]}
    return render(request, "disclosure/filing.html", context, status=refusal.status)


def _page(
    request: HttpRequest,
    article: Article,
    draft: Article,
    entry: Entry | None,
    form: FilingForm,
    errors: list[str],
    status: int,
) -> HttpResponse:
    context = {
        "title": draft.title,
        "crumbs": crumbs(("disclosure:entries", _("目录条目"))) if entry else _crumbs(),
        "article": article,
        "draft": draft,
        "entry": entry,
        "tone": TONES[EntryState(entry.state)] if entry else "",
        "may_remove": entry is not None and "remove" in ENTRY.open_from(entry.state),
        "may_open": library.articles_visible_to(request.user).filter(pk=article.pk).exists(),
        "form": form,
        "removal": RemovalForm(),
        "unknown": draft.topic_class if not suggesting.is_known(draft) else "",
        "errors": errors,
    }
    return render(request, "disclosure/filing.html", context, status=status)


def _crumbs() -> list[dict[str, str]]:
    return crumbs(("disclosure:unfiled", _("待编目的稿件")))
