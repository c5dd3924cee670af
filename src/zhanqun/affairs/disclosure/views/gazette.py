"""The gazette at the desk (政府公报): issues, one with its contents, publishing."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from zhanqun.affairs.disclosure import gazette, policies
from zhanqun.affairs.disclosure.forms.gazette import IssueForm, lines_typed, start_of, storable
from zhanqun.affairs.disclosure.issue_states import ISSUE, IssueState
from zhanqun.affairs.disclosure.models import Issue, Publisher
from zhanqun.affairs.disclosure.services.gazette import (
    Line,
    publish_issue,
    withdraw_issue,
    write_issue,
)
from zhanqun.affairs.disclosure.views.reading import crumbs
from zhanqun.content.library.api import Article
from zhanqun.core.attachments import api as attachments
from zhanqun.foundation import clock
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

TONES = {
    IssueState.DRAFT: "quiet", IssueState.PUBLISHED: "good", IssueState.WITHDRAWN: "bad",
}  # fmt: skip
ORDER = ("-year", "-number", "-id")


@desk_view("GET")
def listed(request: HttpRequest) -> HttpResponse:
    policies.check_edits_gazette(request.user)
    rows = gazette.issues_visible_to(request.user)
    page = page_of(rows, ORDER, request.GET.get("from", ""))
    context = {
        "title": _("政府公报"),
        "crumbs": crumbs(),
        "page": page,
        "rows": [(row, TONES[IssueState(row.state)]) for row in page.rows],
        "count": capped_count(rows),
        "publishers": gazette.publishers_with_gazette(request.user),
    }
    return render(request, "disclosure/gazette.html", context)


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """?publisher=uid: whose gazette."""
    policies.check_edits_gazette(request.user)
    rows = gazette.publishers_with_gazette(request.user)
    publisher = get_object_or_404(rows, uid=_uid(request.GET.get("publisher", "")))
    today = clock.day_of(clock.now())
    number = gazette.next_number(publisher, today.year)
    return _edit(request, publisher, Issue(year=today.year, number=number, dated=today))


@desk_view("GET", "POST")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    row = get_object_or_404(gazette.issues_visible_to(request.user), uid=uid)
    return _edit(request, row.publisher, row)


@desk_view("POST")
def act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """发布, 撤下."""
    row = get_object_or_404(gazette.issues_visible_to(request.user), uid=uid)
    if act not in ACTS:
        raise Http404
    run, said = ACTS[act]
    by, now = person_of(request), clock.now()
    form = forms.Form(request.POST)
    done, errors, status = attempt(form, lambda: run(uid=uid, by=by, now=now))
    if not done:
        shown = IssueForm(initial=start_of(row))
        return _page(request, row.publisher, row, shown, _lines_of(row), errors, status)
    messages.success(request, said)
    return redirect("disclosure:issue", uid=uid)


ACTS: dict[str, tuple[Any, Any]] = {
    "publish": (publish_issue, lazy("已发布，公开页面随后更新。")),
    "withdraw": (withdraw_issue, lazy("已撤下，公开页面随后更新。")),
}


def _edit(request: HttpRequest, publisher: Publisher, row: Issue) -> HttpResponse:
    """Only 保存 keeps anything; 查找 shows what was typed again."""
    if request.method != "POST":
        return _page(request, publisher, row, IssueForm(initial=start_of(row)), _lines_of(row))
    form, lines = IssueForm(request.POST, request.FILES), lines_typed(request.POST)
    if request.POST.get("act") == "find":
        return _page(request, publisher, row, form, lines)
    kept: list[Issue] = []
    done, errors, status = attempt(
        form, lambda: kept.append(_written(request, publisher, row, form, lines))
    )
    if not done:
        return _page(request, publisher, row, form, lines, errors, status)
    is_public = row.state == IssueState.PUBLISHED
    messages.success(request, _("已保存，公开页面随后更新。") if is_public else _("已保存。"))
    return redirect("disclosure:issue", uid=kept[0].uid)


def _written(
    request: HttpRequest, publisher: Publisher, row: Issue, form: IssueForm, lines: list[Line]
) -> Issue:
    facts = form.facts(
        lines,
        cover=_kept(request, publisher, form, "cover") or row.cover,
        paper=_kept(request, publisher, form, "paper") or row.paper,
    )
    uid = row.uid if row.pk else None
    by: Any = person_of(request)
    return write_issue(publisher=publisher.uid, uid=uid, facts=facts, by=by, now=clock.now())


def _kept(request: HttpRequest, publisher: Publisher, form: IssueForm, name: str) -> UUID | None:
    """A file that was sent, stored. Raises FileRefused."""
    sent = form.cleaned_data.get(name)
    if not sent:
        return None
    by: Any = person_of(request)
    return attachments.store_attachment(
        name=sent.name, content=cast(Any, sent.file), unit=publisher.unit, by=by, now=clock.now()
    ).uid


def _lines_of(row: Issue) -> list[Line]:
    if not row.pk:
        return []
    return [Line(line.article.uid, line.heading) for line in row.lines.select_related("article")]


def _page(
    request: HttpRequest,
    publisher: Publisher,
    row: Issue,
    form: IssueForm,
    lines: Sequence[Line],
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    words = storable(form["q"].value() or "")
    known = {a.uid: a for a in Article.objects.filter(uid__in=[line.article for line in lines])}
    files = attachments.attachments_by_uid(uid for uid in (row.cover, row.paper) if uid)
    context = {
        "title": str(row) if row.pk else _("编辑新一期公报"),
        "crumbs": crumbs(("disclosure:gazette", _("政府公报"))),
        "publisher": publisher,
        "row": row if row.pk else None,
        "tone": TONES[IssueState(row.state)],
        "form": form,
        "facts": [form[name] for name in ("year", "number", "dated", "cover", "paper")],
        "files": list(files.values()),
        "lines": [(n, line, known.get(line.article)) for n, line in enumerate(lines, start=1)],
        "offered": gazette.documents_offered(publisher, words.strip(), known),
        "words": words,
        "headings": gazette.headings_used(publisher),
        "may_edit": "withdraw" in ISSUE.open_from(row.state) or row.state == IssueState.DRAFT,
        "may_publish": bool(row.pk) and "publish" in ISSUE.open_from(row.state),
        "is_public": row.state == IssueState.PUBLISHED,
        "errors": errors or [],
    }
    return render(request, "disclosure/issue.html", context, status=status)


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Http404 from wrong
