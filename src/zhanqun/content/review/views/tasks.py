"""One step of review: the text as handed in, what the checks say, and the decision."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.review import policies
from zhanqun.content.review.checking import check
from zhanqun.content.review.deciders import principals_of
from zhanqun.content.review.forms import PassForm, ReturnForm, SecrecyForm
from zhanqun.content.review.models import Task
from zhanqun.content.review.queries import (
    decision_for,
    history_of,
    tasks_visible_to,
)
from zhanqun.content.review.services import decide_secrecy, pass_task, return_task
from zhanqun.content.review.states import SubmissionState, TaskState
from zhanqun.content.review.views import overrides
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view

PASS, RETURN, DECIDE = "pass", "return", "decide"


@dataclass
class TaskForms:
    """The forms of one task page; the one sent is bound and keeps what was written."""

    passing: PassForm
    returning: ReturnForm
    secrecy: SecrecyForm

    def __getitem__(self, act: str) -> forms.Form:
        chosen: dict[str, forms.Form] = {
            PASS: self.passing,
            RETURN: self.returning,
            DECIDE: self.secrecy,
        }
        return chosen[act]


@desk_view("GET", "POST")
def task(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The task page; a decision on what has moved on answers 409 and shows how it stands."""
    row = get_object_or_404(tasks_visible_to(request.user), uid=uid)
    if request.method != "POST":
        return _page(request, row, _forms(row))
    act = request.POST.get("act", "")
    if act not in (PASS, RETURN, DECIDE):
        return _page(request, row, _forms(row), [_("请选择通过或退回。")], 400)
    filled = _forms(row, act, request.POST)
    if not filled[act].is_valid():
        return _page(request, row, filled, [_("请补全标出的内容。")], 400)
    try:
        text = _carry_out(act, row, filled, request.user)
    except DomainError as refusal:
        row = get_object_or_404(tasks_visible_to(request.user), uid=uid)
        return _page(request, row, filled, [str(refusal)], refusal.status)
    messages.success(request, text)
    return redirect("review:tray")


def _carry_out(act: str, row: Task, filled: TaskForms, by: Any) -> str:
    """Call the service of the act; return in Chinese what was done."""
    facts: dict[str, Any] = {"uid": row.uid, "by": by, "now": clock.now()}
    facts["digest"] = filled[act].cleaned_data["digest"]
    title = row.submission.article.title
    if act == PASS:
        pass_task(**facts, note=filled.passing.cleaned_data["note"])
        return _("《{title}》已通过{step}。").format(title=title, step=row.name)
    if act == RETURN:
        said = filled.returning.cleaned_data
        return_task(**facts, reason=said["reason"], to_order=int(said["to_order"]))
        return _("《{title}》已退回。").format(title=title)
    conclusion = filled.secrecy.cleaned_data["conclusion"]
    decision = decide_secrecy(**facts, conclusion=conclusion, ground=filled.secrecy.ground)
    return _("《{title}》保密审查结论：{conclusion}。").format(
        title=title, conclusion=decision.get_conclusion_display()
    )


def _forms(row: Task, act: str = "", sent: Any = None) -> TaskForms:
    start = {"digest": row.submission.digest, "to_order": 0}
    return TaskForms(
        passing=PassForm(sent if act == PASS else None, initial=start, prefix=None),
        returning=ReturnForm(
            sent if act == RETURN else None,
            initial=start,
            steps=_earlier_steps(row),
            auto_id="return_%s",
        ),
        secrecy=SecrecyForm(sent if act == DECIDE else None, initial=start, auto_id="secrecy_%s"),
    )


def _earlier_steps(row: Task) -> list[tuple[int, str]]:
    """Steps that a review task may be returned to, besides the author."""
    if row.is_secrecy:
        return []
    steps = row.submission.plan.steps.filter(order__lt=row.order).order_by("order")
    return list(steps.values_list("order", "name"))


def _page(
    request: HttpRequest,
    row: Task,
    filled: TaskForms,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    submission, now = row.submission, clock.now()
    draft = submission.revision.as_object()
    digest, back = submission.digest, request.get_full_path()
    checked = check(draft, now)
    context = {
        "title": f"{row.name}：{draft.title}",
        "task": row,
        "submission": submission,
        "draft": draft,
        "files": library.files_of(draft),
        "shown": overrides.shown_to(request.user, submission, digest, checked, in_text=True),
        "override": overrides.way(request, submission.article, digest, back),
        "differences": _against_public(submission.article, draft),
        "decision": decision_for(draft, submission.digest),
        "history": history_of(submission.article),
        "why_not": _why_not(request.user, row),
        "principal": principals_of(request.user, [row], clock.day_of(now)).get(row.pk),
        "forms": filled,
        "errors": errors,
        "now": now,
    }
    return render(request, "review/task.html", context, status=status)


def _why_not(user: Any, row: Task) -> str:
    """Why the person cannot decide here now; "" when they can."""
    if row.state != TaskState.OPEN:
        words = _("这一环节已是“{state}”，送审单为“{whole}”，不能再办理。")
        return words.format(state=row.get_state_display(), whole=row.submission.get_state_display())
    if row.submission.state not in (SubmissionState.REVIEWING, SubmissionState.APPROVED):
        return _("送审单为“{state}”，不能再办理。").format(state=row.submission.get_state_display())
    try:
        policies.check_may_decide(user, row)
    except DomainError as refusal:
        return str(refusal)
    return ""


def _against_public(article: library.Article, draft: library.Article) -> list[library.Difference]:
    """What the version changes against what the public sees; nothing before publication."""
    return library.differences(article, draft) if article.live else []
