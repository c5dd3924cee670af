"""The lists, and one list with its entries (词表)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from zhanqun.core.checks import policies, queries, services, sheets
from zhanqun.core.checks.forms import ListForm, NewListForm
from zhanqun.core.checks.models import WordList
from zhanqun.core.checks.rules import plain_words
from zhanqun.core.checks.views import reading
from zhanqun.foundation import clock
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk_view("GET")
def lists(request: HttpRequest) -> HttpResponse:
    policies.check_may_read(request.user)
    rows = queries.lists_visible_to(request.user)
    context = reading.context(request, _("检查词库"), "lists", rows=rows)
    return render(request, "checks/lists.html", context)


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    policies.check_may_keep(request.user)
    form = NewListForm(request.POST if request.method == "POST" else None)
    made: list[WordList] = []
    done, errors, status = attempt(
        form,
        lambda: made.append(
            services.add_list(by=person_of(request), now=clock.now(), **form.cleaned_data)
        ),
    )
    if done:
        messages.success(request, _("词表“{name}”已建立。").format(name=made[0]))
        return redirect("checks:list", uid=made[0].uid)
    context = reading.context(
        request, _("新建词表"), form=form, errors=errors, crumbs=reading.crumbs()
    )
    return render(request, "checks/form.html", context, status=status)


@desk_view("GET")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A list: its entries, found by words, page by page."""
    row = reading.list_or_404(request, uid)
    words = request.GET.get("q", "").strip()
    entries = queries.entries_now(row, plain_words(words))
    context = reading.context(
        request,
        str(row),
        row=row,
        q=words,
        page=page_of(entries, ("wrong",), request.GET.get("from", "")),
        count=capped_count(entries, 100_000),
        crumbs=reading.crumbs(),
    )
    return render(request, "checks/list.html", context)


@desk_view("GET", "POST")
def settings(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Name, source, level, and whether the list is used."""
    row = reading.list_or_404(request, uid)
    policies.check_may_keep(request.user)
    start = {name: getattr(row, name) for name in ("name", "source", "level", "is_active")}
    form = ListForm(request.POST if request.method == "POST" else None, initial=start)
    done, errors, status = attempt(
        form,
        lambda: services.change_list(
            uid=uid, by=person_of(request), now=clock.now(), **form.cleaned_data
        ),
    )
    if done:
        messages.success(request, _("已保存。"))
        return redirect("checks:list", uid=uid)
    context = reading.context(
        request, _("设置词表"), form=form, errors=errors, crumbs=reading.crumbs(row)
    )
    return render(request, "checks/form.html", context, status=status)


@desk_view("GET")
def export(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The entries as a file: ?as=xlsx, or CSV."""
    row = reading.list_or_404(request, uid)
    entries = queries.entries_now(row).order_by("wrong").iterator(chunk_size=10_000)
    if request.GET.get("as") == "xlsx":
        answer = HttpResponse(sheets.written_xlsx(entries), content_type=XLSX)
        suffix = "xlsx"
    else:
        answer = HttpResponse(sheets.written_csv(entries), content_type="text/csv; charset=utf-8")
        suffix = "csv"
    name = f"{row.name}-v{row.version}.{suffix}"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
