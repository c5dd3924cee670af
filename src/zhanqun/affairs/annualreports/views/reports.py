"""One report at the desk (一份年报): its tables, checks, texts, and what can be done now."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from zhanqun.affairs.annualreports import papers, policies, queries, services
from zhanqun.affairs.annualreports.forms import NothingForm, ReasonForm, RemarkForm, TextsForm
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.reminding import remind_missing
from zhanqun.affairs.annualreports.texts import PARTS, SECTIONS
from zhanqun.affairs.annualreports.views import showing
from zhanqun.content.library import api as library
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _page(request, report_or_404(request, uid))


@desk_view("GET", "POST")
def texts(request: HttpRequest, uid: UUID) -> HttpResponse:
    row = report_or_404(request, uid)
    policies.check_may_keep(person_of(request), row.publisher.unit)
    form = TextsForm(request.POST if request.method == "POST" else None, report=row)
    facts = {"uid": uid, "by": person_of(request), "now": clock.now()}
    done, errors, status = attempt(
        form,
        lambda: services.write_texts(
            base=request.POST.get("base", ""), texts=form.cleaned_data, **facts
        ),
    )
    if done:
        messages.success(request, _("已保存。"))
        return redirect("annualreports:report", uid=uid)
    row = report_or_404(request, uid)
    groups = [
        (f"{number}、{title}", [form[part.code] for part in PARTS if part.section == number])
        for number, title in SECTIONS.items()
    ]
    context = {
        "title": _("编写文字"),
        "groups": [group for group in groups if group[1]],
        "errors": errors,
        "crumbs": crumbs(row),
        "row": row,
        "differences": _unlike(row, form) if request.POST else [],
    }
    return render(request, "annualreports/texts.html", context, status=status)


def _unlike(row: Report, form: TextsForm) -> list[library.Difference]:
    """What somebody saved meanwhile beside what was typed; empty where nobody did."""
    if form.data.get("base") == row.texts_version:
        return []
    sides = [(part, row.texts.get(part.code, ""), form[part.code].value() or "") for part in PARTS]
    return [
        library.text_difference(part.code, str(part.title), saved, typed)
        for part, saved, typed in sides
        if saved.splitlines() != typed.splitlines()
    ]


@desk_view("GET")
def paper(request: HttpRequest, uid: UUID, form: str) -> HttpResponse:
    """The report as Word file or PDF, as far as it is written (下载)."""
    row = report_or_404(request, uid)
    if form not in papers.FORMS:
        raise Http404
    content_type, make = papers.FORMS[form]
    response = HttpResponse(make(papers.paper_of(papers.said_by(row))), content_type=content_type)
    response["Content-Disposition"] = str(content_disposition_header(True, f"{row}.{form}"))
    return response


@desk_view("POST")
def act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """核对, 冻结, 发布, 更正, 催报."""
    row = report_or_404(request, uid)
    if act not in ACTS:
        raise Http404
    run, form_class, text = ACTS[act]
    form = form_class(request.POST)
    facts = {"uid": uid, "by": person_of(request), "now": clock.now()}
    made: list[Any] = []
    done, errors, status = attempt(form, lambda: made.append(run(**facts, **form.cleaned_data)))
    if not done:
        return _page(request, row, tried={act: form}, errors=errors, status=status)
    messages.success(request, text)
    shown = made[0].uid if isinstance(made[0], Report) else uid
    return redirect("annualreports:report", uid=shown)


ACTS: dict[str, tuple[Any, type[forms.Form], Any]] = {
    "check": (services.check_report, RemarkForm, lazy("核对通过，可以冻结。")),
    "freeze": (services.freeze_report, NothingForm, lazy("已冻结，数字不再变化。")),
    "publish": (services.publish_report, NothingForm, lazy("已发布，公开页面随后更新。")),
    "correct": (
        services.correct_report,
        ReasonForm,
        lazy("更正稿已建立。发布更正稿以前，原来的年报仍然公开。"),
    ),
    "remind": (remind_missing, NothingForm, lazy("已提醒还没有冻结年报的单位。")),
}


def report_or_404(request: HttpRequest, uid: UUID) -> Report:
    return get_object_or_404(queries.reports_visible_to(request.user), uid=uid)


def crumbs(row: Report | None = None) -> list[dict[str, str]]:
    found = [{"url": reverse("annualreports:reports"), "label": _("公开年报")}]
    if row is not None:
        url = reverse("annualreports:report", args=[row.uid])
        found.append({"url": url, "label": f"{row.publisher} {row.year}"})
    return found


def _page(
    request: HttpRequest,
    row: Report,
    *,
    tried: dict[str, forms.Form] | None = None,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    known = tried or {}
    context = showing.report_context(row, request.user) | {
        "title": str(row),
        "crumbs": crumbs(),
        "errors": errors,
        "remark_form": known.get("check") or RemarkForm(initial={"remark": row.remark}),
        "reason_form": known.get("correct") or ReasonForm(),
    }
    return render(request, "annualreports/report.html", context, status=status)
