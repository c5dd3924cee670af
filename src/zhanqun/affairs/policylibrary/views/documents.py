"""Documents at the desk, by validity (文件有效性清单)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.policylibrary import policies, queries, reviewing
from zhanqun.affairs.policylibrary.forms import ListForm
from zhanqun.affairs.policylibrary.models import Standing
from zhanqun.content.library.api import Validity
from zhanqun.core.audit import api as audit
from zhanqun.foundation import clock, sheets
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.people import person_of

TONES = {
    Validity.IN_FORCE: "good",
    Validity.NOT_YET: "quiet",
    Validity.AMENDED: "wait",
    Validity.PARTLY_REPEALED: "wait",
    Validity.EXPIRED: "bad",
    Validity.REPEALED: "bad",
}
BATCH = 500
ORDER, REVIEW_ORDER = ("-id",), ("term_ends_on", "id")
HEAD = (
    gettext_lazy("标题"), gettext_lazy("发文字号"), gettext_lazy("单位"), gettext_lazy("成文日期"),
    gettext_lazy("有效性"), gettext_lazy("废止日期"), gettext_lazy("有效期至"),
    gettext_lazy("废止、修改它的文件"),
)  # fmt: skip


@desk_view("GET")
def documents(request: HttpRequest) -> HttpResponse:
    """?review=on: those whose term ends soon or has ended, the most urgent first."""
    policies.check_works_here(request.user)
    today = clock.day_of(clock.now())
    form = ListForm(request.GET, on=today)
    rows = _asked(request, form, today)
    order = REVIEW_ORDER if form.asked.get("review") else ORDER
    page = page_of(rows, order, request.GET.get("from", ""))
    context = {
        "title": _("政策文件"),
        "form": form,
        "page": page,
        "rows": [_row(row, today) for row in page.rows],
        "count": capped_count(rows),
        "asked": request.GET.urlencode(),
        "may_set_rules": policies.may_set_rules(request.user),
    }
    return render(request, "policylibrary/documents.html", context)


@desk_view("GET")
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The list as it is narrowed, as a workbook (导出)."""
    policies.check_works_here(request.user)
    today = clock.day_of(clock.now())
    rows = _asked(request, ListForm(request.GET, on=today), today)
    person, now = person_of(request), clock.now()
    audit.record("policylibrary.exported", person, by=person, at=now)
    answer = StreamingHttpResponse(
        sheets.xlsx_of([str(name) for name in HEAD], _cells(rows, today)),
        content_type=sheets.XLSX,
    )
    answer["Content-Disposition"] = f'attachment; filename="policies-{today}.xlsx"'
    return answer


def shown_validity(validity: str) -> tuple[str, str]:
    """Its word and tone; what nobody stated is told as such."""
    if not validity:
        return _("未注明"), "quiet"
    return str(Validity(validity).label), TONES[Validity(validity)]


def _asked(request: HttpRequest, form: ListForm, today: date) -> QuerySet[Any]:
    rows = queries.standings_visible_to(request.user)
    return queries.narrowed(queries.with_validity(rows, today), form.asked, today)


def _row(row: Any, today: date) -> dict[str, Any]:
    label, tone = shown_validity(row.validity)
    is_due = reviewing.is_due(row, today)
    late = bool(is_due and row.term_ends_on < today)
    words = (_("有效期已满") if late else _("待评估")) if is_due else ""
    return {"row": row, "label": label, "tone": tone, "review": words, "late": late}


def _cells(rows: QuerySet[Standing], today: date) -> Iterator[list[object]]:
    batch: list[Any] = []
    for row in rows.order_by("id").iterator():
        batch.append(row)
        if len(batch) == BATCH:
            yield from _lines(batch)
            batch = []
    yield from _lines(batch)


def _lines(batch: list[Any]) -> Iterator[list[object]]:
    enders = queries.citations_of_enders([row.article_id for row in batch])
    for row in batch:
        article = row.article
        label, _tone = shown_validity(row.validity)
        yield [
            article.title,
            article.number,
            str(article.unit),
            article.written_on,
            label,
            article.repealed_on,
            row.term_ends_on,
            "；".join(enders.get(article.pk, [])),
        ]
