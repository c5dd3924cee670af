"""Synonyms: the table, one group, sheets in and out (同义词)."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from zhanqun.delivery.search.desk import reading
from zhanqun.delivery.search.desk.forms import SheetForm, SynonymForm
from zhanqun.delivery.search.editing import policies, queries, services, sheets
from zhanqun.delivery.search.editing.models import SynonymGroup
from zhanqun.delivery.search.editing.services.synonyms import ACT
from zhanqun.delivery.search.public.asking import plain
from zhanqun.foundation import clock
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BACK = "search:synonyms"


@desk_view("GET")
def table(request: HttpRequest) -> HttpResponse:
    policies.check_may_read(request.user)
    words = plain(request.GET.get("q", ""))
    rows = _containing(queries.synonyms_visible_to(request.user), words)
    context = reading.context(
        request,
        "synonyms",
        q=words,
        page=page_of(rows, ("-id",), request.GET.get("from", "")),
        count=capped_count(rows, 10_000),
        may_keep=policies.may_keep_cluster(request.user),
    )
    return render(request, "search/desk/synonyms.html", context)


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """A new group; ?words= begins it, as the list of zero results does."""
    policies.check_may_keep(request.user, None, act=ACT)
    word = plain(request.GET.get("words", ""))
    start = {"words": [word] if word else []}
    form = SynonymForm(request.POST if request.method == "POST" else None, initial=start)
    done, errors, status = attempt(
        form,
        lambda: services.add_synonyms(by=person_of(request), now=clock.now(), **form.cleaned_data),
    )
    if done:
        messages.success(request, _("已加入，两秒内生效。"))
        return redirect(BACK)
    context = reading.page_context(_("新增同义词"), BACK, _("同义词"), form=form, errors=errors)
    return render(request, "search/desk/synonym.html", context, status=status)


@desk_view("GET", "POST")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One group, changed and removed by who keeps the cluster's search."""
    group = get_object_or_404(queries.synonyms_visible_to(request.user), uid=uid)
    if request.method == "POST":
        policies.check_may_keep(request.user, None, act=ACT)
    start = {"kind": group.kind, "words": group.words, "source": group.source}
    facts = {"uid": uid, "by": person_of(request), "now": clock.now()}
    if request.method == "POST" and request.POST.get("act") == "remove":
        services.remove_synonyms(**facts)
        messages.success(request, _("已删除，两秒内生效。"))
        return redirect(BACK)
    form = SynonymForm(request.POST if request.method == "POST" else None, initial=start)
    done, errors, status = attempt(
        form, lambda: services.change_synonyms(**facts, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("已保存，两秒内生效。"))
        return redirect(BACK)
    context = reading.page_context(
        str(group),
        BACK,
        _("同义词"),
        form=form,
        errors=errors,
        group=group,
        may_keep=policies.may_keep_cluster(request.user),
    )
    return render(request, "search/desk/synonym.html", context, status=status)


@desk_view("GET", "POST")
def import_sheet(request: HttpRequest) -> HttpResponse:
    """A sheet: what can be added is added, the rest is told line by line."""
    policies.check_may_keep(request.user, None, act=ACT)
    form = SheetForm(request.POST if request.method == "POST" else None, request.FILES or None)
    outcome: list[services.Imported] = []

    def act() -> None:
        file = form.cleaned_data["file"]
        if file.size > sheets.BYTES_MAX:
            raise sheets.SheetTooLarge
        rows = sheets.read_sheet(file.read())
        outcome.append(services.import_synonyms(rows=rows, by=person_of(request), now=clock.now()))

    _done, errors, status = attempt(form, act)
    context = reading.page_context(
        _("导入同义词"),
        BACK,
        _("同义词"),
        form=form,
        errors=errors,
        outcome=outcome[0] if outcome else None,
    )
    return render(request, "search/desk/import.html", context, status=status)


@desk_view("GET")
def export(request: HttpRequest) -> HttpResponse:
    policies.check_may_read(request.user)
    groups = queries.synonyms_visible_to(request.user).order_by("id")
    answer = HttpResponse(sheets.written_xlsx(groups), content_type=XLSX)
    name = content_disposition_header(True, _("同义词") + ".xlsx")
    answer.headers["Content-Disposition"] = name or "attachment"
    return answer


def _containing(rows: QuerySet[SynonymGroup], words: str) -> QuerySet[SynonymGroup]:
    """Groups with a word that contains these."""
    return rows.filter(words__icontains=words) if words else rows
