"""The editor's in-tray (来稿箱): forty offers before lunch, and the lists that are live."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.content.library import article_desk, placing
from zhanqun.content.library.digests import files_of
from zhanqun.content.library.forms import REASONS, ArrangeForm, MergeForm, ReturnForm, uuids_in
from zhanqun.content.library.models import Placement
from zhanqun.content.library.queries import (
    articles_visible_to,
    live_placements,
    offers_visible_to,
    placements_of,
    placements_visible_to,
)
from zhanqun.content.library.services import working_copy
from zhanqun.content.library.states import PlacementState
from zhanqun.content.library.views import reading
from zhanqun.content.library.views.reading import person
from zhanqun.content.sites import api as sites
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import capped_count, desk_view, page_of

OLDEST_FIRST = ("offered_at", "id")
PINNED_MAX = 50


@desk_view("GET", "POST")
def in_tray(request: HttpRequest) -> HttpResponse:
    """Offers to the columns that one edits, oldest first; adopt or return many at once."""
    if request.method == "POST":
        return _decide_many(request)
    return _tray_page(request)


def _tray_page(
    request: HttpRequest, errors: list[str] | None = None, status: int = 200
) -> HttpResponse:
    rows = offers_visible_to(person(request)).select_related("site__profile")
    column = request.GET.get("column", "")
    if column.isdigit():
        rows = rows.filter(column_id=int(column))
    page = page_of(rows, OLDEST_FIRST, request.GET.get("from", ""))
    told = {
        row.article.pk: row.status for row in reading.rows_of([row.article for row in page.rows])
    }
    context = {
        "title": _("来稿箱"),
        "page": page,
        "rows": [(row, told[row.article_id]) for row in page.rows],
        "count": capped_count(rows),
        "columns": _columns_with_offers(person(request)),
        "column": column,
        "reasons": REASONS,
        "reason": request.POST.get("reason", ""),
        "ticked": set(request.POST.getlist("offer")),
        "errors": errors,
    }
    return render(request, "library/in_tray.html", context, status=status)


def _decide_many(request: HttpRequest) -> HttpResponse:
    """Each offer in a transaction of its own: one that moved on does not stop the others."""
    one = request.POST.get("adopt_one", "")
    act = "adopt" if one else request.POST.get("act", "")
    wanted = uuids_in([one] if one else request.POST.getlist("offer"))
    offers = list(offers_visible_to(person(request)).filter(uid__in=wanted))
    reason = request.POST.get("reason", "")
    if not offers:
        return _tray_page(request, [_("请先勾选还在来稿箱里的稿件。")], 400)
    if act == "return" and not reason.strip():
        return _tray_page(request, [str(placing.ReasonMissing())], 400)
    facts: dict[str, Any] = {"by": person(request), "now": clock.now()}
    acts: dict[str, Callable[[UUID], Any]] = {
        "adopt": lambda uid: placing.adopt(uid=uid, **facts),
        "return": lambda uid: placing.return_offer(uid=uid, reason=reason, **facts),
    }
    if act not in acts:
        return _tray_page(request, [_("请选择采用或退回。")], 400)
    done = 0
    for offer in offers:
        try:
            acts[act](offer.uid)
            done += 1
        except DomainError as refusal:
            messages.error(request, f"《{offer.article.title}》{refusal}")
    if done == 1 and one:
        messages.success(request, _("《{title}》已采用。").format(title=offers[0].article.title))
    elif done:
        text = _("已采用{n}篇。") if act == "adopt" else _("已退回{n}篇。")
        messages.success(request, text.format(n=done))
    return redirect(request.get_full_path())


@desk_view("GET", "POST")
def offer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One offer: the text, and adopt, edit and adopt, return or merge."""
    row = get_object_or_404(_decidable(person(request)), uid=uid)
    if request.method != "POST":
        return _offer_page(request, row)
    try:
        text = _decide(request, row)
    except DomainError as refusal:
        row = get_object_or_404(_decidable(person(request)), uid=uid)
        return _offer_page(request, row, [str(refusal)], refusal.status)
    if not text:
        return _offer_page(request, row, [_("请补全标出的内容。")], 400)
    messages.success(request, text)
    return redirect("library:in_tray")


def _decidable(user: Any) -> QuerySet[Placement]:
    rows = Placement.objects.filter(column_id__in=sites.columns_edited_by(user))
    return rows.select_related(
        "article__unit", "article__author", "column", "offered_by", "site__profile"
    )


def _decide(request: HttpRequest, row: Placement) -> str:
    """Call the service of the button; "" where the form is not complete."""
    facts: dict[str, Any] = {"uid": row.uid, "by": person(request), "now": clock.now()}
    act, title = request.POST.get("act", ""), row.article.title
    if act == "adopt":
        placing.adopt(**facts)
        return _("《{title}》已采用。").format(title=title)
    if act == "return":
        placing.return_offer(reason=request.POST.get("reason", ""), **facts)
        return _("《{title}》已退回。").format(title=title)
    form = MergeForm(request.POST)
    if act != "merge" or not form.is_valid():
        return ""
    into = get_object_or_404(articles_visible_to(person(request)), uid=form.cleaned_data["into"])
    placing.merge_offer(into=into, **facts)
    return _("《{title}》已合并到《{into}》。").format(title=title, into=into.title)


def _offer_page(
    request: HttpRequest, row: Placement, errors: list[str] | None = None, status: int = 200
) -> HttpResponse:
    draft = working_copy(row.article)
    context = {
        "title": draft.title,
        "crumbs": [{"url": reverse("library:in_tray"), "label": _("来稿箱")}],
        "offer": row,
        "is_open": row.state == PlacementState.OFFERED,
        "article": row.article,
        "draft": draft,
        "status": reading.rows_of([row.article])[0].status,
        "files": files_of(draft),
        "panels": article_desk.panels_of(row.article, draft, clock.now()),
        "placements": placements_of(row.article).select_related("site__profile"),
        "targets": reading.merge_targets(row),
        "reasons": REASONS,
        "reason": request.POST.get("reason", ""),
        "return_form": ReturnForm(),
        "errors": errors,
    }
    return render(request, "library/offer.html", context, status=status)


@desk_view("GET")
def columns(request: HttpRequest) -> HttpResponse:
    """The columns whose lists one arranges (栏目内容)."""
    rows = list(reading.columns_edited(person(request)))
    profiles = {row.site_id: row for row in sites.profiles()}
    places = sites.site_ids_of(rows)
    context = {
        "title": _("栏目内容"),
        "rows": [(row, profiles[places[row.pk]]) for row in rows],
    }
    return render(request, "library/columns.html", context)


@desk_view("GET", "POST")
def column(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A column's live list: pin, order, take off (置顶、排序、撤下)."""
    row = get_object_or_404(reading.columns_edited(person(request)), uid=uid)
    errors = _arrange(request, row) if request.method == "POST" else []
    if request.method == "POST" and not errors:
        return redirect("library:column", uid=uid)
    now = clock.now()
    live = live_placements().filter(column=row)
    pinned = live.filter(pinned_until__gt=now).order_by("-order", "-number")
    words = request.GET.get("q", "").strip()
    listed = live.filter(article__title__icontains=words) if words else live
    context = {
        "title": row.title,
        "crumbs": [{"url": reverse("library:columns"), "label": _("栏目内容")}],
        "column": row,
        "pinned": pinned[:PINNED_MAX],
        "page": page_of(listed, ("-number",), request.GET.get("from", "")),
        "count": capped_count(live),
        "q": words,
        "errors": errors,
    }
    return render(request, "library/column.html", context, status=400 if errors else 200)


def _arrange(request: HttpRequest, on: sites.Column) -> list[str]:
    """Carry out the button pressed on one row; what was refused."""
    uids = uuids_in([request.POST.get("placement", "")])
    row = get_object_or_404(placements_visible_to(person(request)), uid__in=uids, column=on)
    by, now = person(request), clock.now()
    try:
        if request.POST.get("act") == "remove":
            reason = request.POST.get("reason", "")
            done = article_desk.perform("remove_placement", row.uid, by, now, reason)
            messages.success(request, f"《{row.article.title}》{done}")
            return []
        form = ArrangeForm(request.POST)
        if not form.is_valid():
            return [_("置顶时间或次序填写有误。")]
        said = form.cleaned_data
        placing.arrange(
            uid=row.uid, pinned_until=said["pinned_until"], order=said["order"] or 0, by=by, now=now
        )
    except DomainError as refusal:
        return [str(refusal)]
    messages.success(request, _("《{title}》已调整。").format(title=row.article.title))
    return []


def _columns_with_offers(user: Any) -> list[tuple[int, str]]:
    rows = (
        offers_visible_to(user).order_by("column__path").values_list("column_id", "column__title")
    )
    return list(dict.fromkeys(rows.distinct()))
