"""Lists of cases (办件列表): by queue, narrowed, page by page, and as a sheet."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.core.audit import api as audit
from zhanqun.core.casework import covering, policies, queries
from zhanqun.core.casework.forms import ListForm
from zhanqun.core.casework.kinds import kind_choices, label_of
from zhanqun.core.casework.models import OPEN, Case
from zhanqun.core.casework.queries import Queue
from zhanqun.core.casework.showing import due_told
from zhanqun.core.casework.views import bulk, reading
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation import clock, sheets
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.people import person_of

EXPORT_CHUNK = 2000
FIGURE_READERS = (*policies.OFFICE, *policies.OVERSEERS)
HEAD = (
    gettext_lazy("办件编号"),
    gettext_lazy("标题"),
    gettext_lazy("类型"),
    gettext_lazy("渠道"),
    gettext_lazy("状态"),
    gettext_lazy("承办单位"),
    gettext_lazy("承办人"),
    gettext_lazy("起算日"),
    gettext_lazy("期限"),
    gettext_lazy("逾期"),
    gettext_lazy("答复时间"),
)


@desk_view("GET")
def cases(request: HttpRequest) -> HttpResponse:
    policies.check_works_here(request.user)
    today = clock.day_of(clock.now())
    queue = _queue_asked_for(request)
    offered = list(units.units_open(today)) if queue == queries.OFFICE else []
    form = ListForm(request.GET, offered=offered)
    rows = queries.narrowed(queries.cases_in(queue, request.user), form.asked, today)
    order = queries.ENDED_NEWEST if form.asked.get("ended") else queries.OPEN_FIRST_DUE
    page = page_of(rows, order, request.GET.get("from", ""))
    tabs = {one: _tab(one, request) for one in queries.queues_of(request.user)}
    is_narrowed = any(form.asked.values())
    titles = covering.titles_for(page.rows, request.user)
    choices = bulk.choices(person_of(request), queue, form.asked, offered)
    context = reading.context(
        request,
        _("办件"),
        "cases",
        queue=queue,
        tabs=list(tabs.values()),
        form=form,
        page=page,
        rows=[reading.row_of(case, today, titles[case.pk]) for case in page.rows],
        count=capped_count(rows) if is_narrowed else tabs[queue]["count"],
        saved=queries.filters_of(request.user),
        asked=_rest(request).urlencode(),
        asked_fields=list(_rest(request).items()),
        several_kinds=len(kind_choices()) > 1,
        may_set_terms=policies.may_set_terms(request.user),
        may_see_figures=units.rights_of(request.user).holds_anywhere(FIGURE_READERS),
        can_pick=any(choices.values()),
        **choices,
    )
    return render(request, "casework/cases.html", context)


@desk_view("POST")
def export(request: HttpRequest) -> HttpResponseBase:
    """What the list asks for as a sheet of text cells (导出); in the trail like every taking away.

    Nothing of who wrote is in it.
    """
    policies.check_works_here(request.user)
    person, now = person_of(request), clock.now()
    form = ListForm(request.POST, offered=())
    rows = queries.cases_in(_queue_asked_for(request), person)
    rows = queries.narrowed(rows, form.asked, clock.day_of(now))
    asked = {name: str(value) for name, value in form.asked.items() if value}
    audit.record("casework.exported", person, by=person, at=now, after=asked)
    response = StreamingHttpResponse(
        sheets.xlsx_of([str(name) for name in HEAD], _cells(rows.order_by("due_on", "id"), person)),
        content_type=sheets.XLSX,
    )
    name = f"cases-{clock.beijing(now):%Y%m%d-%H%M%S}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _queue_asked_for(request: HttpRequest) -> Queue:
    asked = request.POST if request.method == "POST" else request.GET
    mine = queries.queues_of(request.user)
    return next((one for one in mine if one.name == asked.get("queue")), mine[0])


def _tab(queue: Queue, request: HttpRequest) -> dict[str, Any]:
    rows = queries.cases_in(queue, request.user).filter(OPEN)
    return {"name": queue.name, "label": queue.label, "count": capped_count(rows)}


def _rest(request: HttpRequest) -> QueryDict:
    """What the address asks for, without the page."""
    asked = request.GET.copy()
    asked.pop("from", None)
    return asked


def _cells(rows: QuerySet[Case], person: User) -> Iterator[list[object]]:
    for case, title in covering.with_titles(rows.iterator(EXPORT_CHUNK), person):
        answered = f"{clock.beijing(case.answered_at):%Y-%m-%d %H:%M}" if case.answered_at else ""
        yield [
            case.number,
            title,
            label_of(case.kind),
            case.get_channel_display(),
            case.get_state_display(),
            case.unit or "",
            case.holder or "",
            case.start_on,
            due_told(case),
            _("是") if case.is_late else "",
            answered,
        ]
