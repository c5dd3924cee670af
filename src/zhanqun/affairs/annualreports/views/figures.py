"""One figure at the desk (一个数字): what it counts, and how it is corrected."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhanqun.affairs.annualreports import counting, layout, policies, services
from zhanqun.affairs.annualreports.disputes import disputes_at
from zhanqun.affairs.annualreports.documents import documents_at
from zhanqun.affairs.annualreports.figures import read, shown
from zhanqun.affairs.annualreports.forms import FigureForm, HandForm
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.sheets import Sheet, sheet_of
from zhanqun.affairs.annualreports.states import OPEN
from zhanqun.affairs.annualreports.views.reports import crumbs, report_or_404
from zhanqun.affairs.requests import api as requests
from zhanqun.content.library import api as library
from zhanqun.content.sites import api as sites
from zhanqun.foundation import clock
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

ORDER = ("received_on", "id")
DOCUMENTS_ORDER = ("-written_on", "-id")


@desk_view("GET", "POST")
def entered(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What other systems count (手工填报)."""
    row = report_or_404(request, uid)
    policies.check_may_keep(person_of(request), row.publisher.unit)
    form = HandForm(request.POST if request.method == "POST" else None, report=row)
    facts = {"uid": uid, "by": person_of(request), "now": clock.now()}
    done, errors, status = attempt(
        form, lambda: services.enter_figures(figures=form.figures(), **facts)
    )
    if done:
        messages.success(request, _("已保存。"))
        return redirect("annualreports:report", uid=uid)
    context = {"title": _("手工填报"), "form": form, "errors": errors, "crumbs": crumbs(row)}
    return render(request, "annualreports/entered.html", context, status=status)


@desk_view("GET", "POST")
def figure(request: HttpRequest, uid: UUID, place: str) -> HttpResponse:
    """What it counts, record by record; `act` "back" takes a correction back."""
    row = report_or_404(request, uid)
    if place not in layout.places():
        raise Http404
    form = FigureForm(request.POST if request.method == "POST" else None, place=place)
    facts = {"uid": uid, "by": person_of(request), "now": clock.now()}
    if request.POST.get("act") == "back":
        services.take_back_figure(place=place, **facts)
        return redirect("annualreports:figure", uid=uid, place=place)
    done, errors, status = attempt(form, lambda: _enter(form, place, facts))
    if done:
        messages.success(request, _("已更正，合计随之变动。"))
        return redirect("annualreports:figure", uid=uid, place=place)
    context = _shown(request, row, place) | {"form": form, "errors": errors}
    return render(request, "annualreports/figure.html", context, status=status)


def _enter(form: FigureForm, place: str, facts: dict[str, Any]) -> None:
    said = form.cleaned_data
    services.enter_figures(figures={place: (said["number"], said["note"])}, **facts)


def _shown(request: HttpRequest, row: Report, place: str) -> dict[str, Any]:
    sheet = sheet_of(row)
    entry = sheet.entered.get(place)
    title, line, column = layout.names()[place]
    may = policies.may_keep(request.user, row.publisher.unit) and row.state in OPEN
    return {
        "title": "：".join(str(part) for part in (line, column) if part),
        "table": title,
        "row": row,
        "number": shown(sheet.figures[place]),
        "counted": shown(sheet.counted[place]) if sheet.counted else "",
        "entry": entry,
        "entered": shown(entry.number) if entry else "",
        "gathered": _gathered(sheet, place),
        "may_correct": may and not layout.is_total(place),
        "is_by_hand": place in layout.BY_HAND,
        "crumbs": crumbs(row),
        **_records(request, row, place),
    }


def _gathered(sheet: Sheet, place: str) -> list[tuple[str, str]]:
    """Which report below adds how much."""
    known = [
        (str(one.publisher), read(one.facts["figures"])[place])
        for one in sheet.reports
        if one.facts
    ]
    return [(name, shown(number)) for name, number in known if number]


def _records(request: HttpRequest, row: Report, place: str) -> dict[str, Any]:
    """The records behind it that the person may see."""
    start = request.GET.get("from", "")
    if place.startswith("t3."):
        counted = counting.requests_at(row.publisher, place, row.year)
        rows = requests.requests_visible_to(request.user).filter(pk__in=counted)
        page = page_of(rows, ORDER, start)
        labels = {code: one.label for code, one in requests.outcomes().items()}
        found = [(one, labels.get(one.outcome, "")) for one in page.rows]
        return {"requests": found, "page": page, "count": capped_count(rows)}
    if place.startswith("t2.") and place not in layout.BY_HAND:
        documents = documents_at(row.publisher, place, row.year)
        page = page_of(documents, DOCUMENTS_ORDER, start)
        found = [(one, _public_url(one)) for one in page.rows]
        return {"documents": found, "page": page, "count": capped_count(documents)}
    if place.startswith("t4."):
        return _disputes(row, place, start)
    return {}


def _public_url(article: library.Article) -> str:
    """Where everybody reads it; "" where it stands nowhere any more."""
    home = next((one for one in library.places([article.uid])[article.uid] if one.is_live), None)
    return sites.base_url_of(home.site_id) + article.address if home else ""


def _disputes(row: Report, place: str, start: str) -> dict[str, Any]:
    """The office that reads the report reads of its lawsuits; no applicant is named there."""
    rows = disputes_at(row.publisher, place, row.year)
    page = page_of(rows, ("-opened_on", "-id"), start)
    return {"disputes": page.rows, "page": page, "count": capped_count(rows)}
