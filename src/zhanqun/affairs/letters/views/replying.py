"""A reply is written, checked, approved (拟稿与审签)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.letters import checking, finding, policies, queries, services
from zhanqun.affairs.letters.forms import DraftForm, RemarkForm
from zhanqun.affairs.letters.models import Letter, ReplyDraft
from zhanqun.affairs.letters.states import DraftState
from zhanqun.affairs.letters.views import reading
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import BLOCK, HINT, WARN, CaseState, Finding
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET", "POST")
def reply(request: HttpRequest, uid: UUID) -> HttpResponse:
    """verb=save|check|submit; what waits to be approved shows the approver's form instead."""
    letter, person = reading.letter_of(request, uid), person_of(request)
    draft = queries.draft_of(letter)
    if draft is not None and draft.state == DraftState.SUBMITTED:
        return _submitted(request, letter, draft, RemarkForm())
    if not policies.may_draft(person, letter.case):
        raise units.NotAllowed(act=_("起草答复"))
    initial = {"text": draft.text, "why": draft.accepted_why} if draft else {}
    form = DraftForm(_typed(request), initial=initial)
    verb = "check" if request.POST.get("insert") else request.POST.get("verb", "")
    done, errors, status = attempt(form, lambda: _write(verb, form, uid, person))
    if not done or verb == "check":
        return _writing(request, letter, draft, form, errors, status)
    messages.success(request, _("已送审签。") if verb == "submit" else _("已保存草稿。"))
    return redirect("casework:case" if verb == "submit" else "letters:reply", uid=uid)


@desk_view("POST")
def decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """verb=send|return: what the approver decides."""
    letter, person = reading.letter_of(request, uid), person_of(request)
    draft = queries.draft_of(letter)
    if draft is None or draft.state != DraftState.SUBMITTED:
        messages.error(request, _("这份答复已经审签或者退回。"))
        return redirect("casework:case", uid=uid)
    form, sends = RemarkForm(request.POST), request.POST.get("verb") == "send"
    act = services.send if sends else services.return_draft

    def decided() -> None:
        act(uid=uid, remark=form.cleaned_data["remark"], by=person, now=clock.now())

    done, errors, status = attempt(form, decided)
    if not done:
        return _submitted(request, letter, draft, form, errors, status)
    messages.success(request, _("已审签，答复已送达来信人。") if sends else _("已退回修改。"))
    return redirect("casework:case", uid=uid)


def _typed(request: HttpRequest) -> QueryDict | None:
    """What was typed; with an answer of the question library behind it, where one is asked for."""
    if request.method != "POST":
        return None
    typed, chosen = request.POST.copy(), request.POST.get("insert", "")
    if chosen:
        text, answer = typed.get("text", "").rstrip(), finding.answer_of(chosen)
        typed["text"] = "\n".join(part for part in (text, answer) if part)
    return typed


def _write(verb: str, form: DraftForm, uid: UUID, person: User) -> None:
    """Checking keeps the text too: nothing typed is lost by looking."""
    facts: dict[str, Any] = {"uid": uid, "by": person, "now": clock.now()}
    text = form.cleaned_data["text"]
    if verb == "submit":
        services.submit(text=text, why=form.cleaned_data["why"], **facts)
    else:
        services.save_draft(text=text, **facts)


def _writing(
    request: HttpRequest,
    letter: Letter,
    draft: ReplyDraft | None,
    form: DraftForm,
    errors: list[str],
    status: int,
) -> HttpResponse:
    text = form["text"].value() or ""
    asked = casework.text_of(letter.case, person_of(request))
    context = reading.context(
        request,
        letter,
        _("起草答复"),
        form=form,
        draft=draft,
        errors=errors,
        findings=_shown(checking.findings_of(letter, text, clock.now())) if text.strip() else [],
        is_checked=bool(text.strip()),
        is_open=letter.case.state == CaseState.HANDLING,
        questions=finding.questions_like(letter.case.title, more=asked),
        approvers=_approvers(letter, person_of(request)),
    )
    return render(request, "letters/reply.html", context, status=status)


def _submitted(
    request: HttpRequest,
    letter: Letter,
    draft: ReplyDraft,
    form: RemarkForm,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    person, now = person_of(request), clock.now()
    draft.letter = letter
    context = reading.context(
        request,
        letter,
        _("审签答复"),
        form=form,
        draft=draft,
        errors=errors or [],
        findings=_shown(checking.findings_of(letter, draft.text, now), draft.accepted),
        may_approve=policies.may_approve(person, draft, now),
        approvers=policies.approvers_of(draft, now),
    )
    return render(request, "letters/approve.html", context, status=status)


def _approvers(letter: Letter, person: User) -> list[User]:
    draft = ReplyDraft(letter=letter, written_by=person)
    return policies.approvers_of(draft, clock.now())


_LEVELS = {
    BLOCK: ("bad", gettext_lazy("不能送出")),
    WARN: ("wait", gettext_lazy("请改或者写明理由")),
    HINT: ("", gettext_lazy("请核对")),
}


def _shown(findings: list[Finding], accepted: list[str] | None = None) -> list[dict[str, Any]]:
    """accepted: codes of those that the writer gave a reason for."""
    known = set(accepted or [])
    rows = []
    for one in findings:
        tone, label = _LEVELS[one.level]
        if one.code in known:
            tone, label = "quiet", gettext_lazy("已写明理由")
        rows.append({"finding": one, "tone": tone, "label": label})
    return rows
