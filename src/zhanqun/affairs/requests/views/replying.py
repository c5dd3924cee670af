"""A reply is written, issued, sent and delivered (拟稿、签发、送出、送达)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.requests import (
    composing,
    queries,
    reply_checking,
    reply_forms,
    reply_kinds,
    reply_policies,
)
from zhanqun.affairs.requests.models import Reply, Request
from zhanqun.affairs.requests.reply_acts import ACTS
from zhanqun.affairs.requests.services import replying
from zhanqun.affairs.requests.states import DeliveryState, ReplyState
from zhanqun.affairs.requests.views import reading
from zhanqun.core.attachments import api as attachments
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import BLOCK, HINT, WARN, Finding
from zhanqun.core.papers import api as papers
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

_TEMPLATES = {
    ReplyState.WRITING: "requests/reply.html",
    ReplyState.SUBMITTED: "requests/reply_issue.html",
    ReplyState.ISSUED: "requests/reply_issued.html",
    ReplyState.SENT: "requests/reply_sent.html",
}
# Acts whose words are typed into the form of another.
_SHOWN_BY = {"return": "issue", "issue_send": "issue"}
_LEVELS = {
    BLOCK: ("bad", gettext_lazy("不能送出")),
    WARN: ("wait", gettext_lazy("请改或者写明理由")),
    HINT: ("", gettext_lazy("请核对")),
}


@desk_view("GET", "POST")
def reply(request: HttpRequest, uid: UUID) -> HttpResponse:
    """?kind= chooses what is written; verb=save|check|submit. What is past writing shows itself."""
    row, person = reading.request_of(request, uid), person_of(request)
    known = queries.reply_of(row)
    if known is not None and known.state != ReplyState.WRITING:
        return _shown(request, row, known)
    if not (row.case.is_open and reply_policies.may_draft(person, row.case)):
        raise units.NotAllowed(act=_("起草答复"))
    code = request.GET.get("kind") or (known.kind if known else "")
    kind = reply_kinds.reply_kinds().get(code)
    if kind is None:
        return _page(request, row, Reply(request=row), {"kind_form": _kind_form("")})
    typed = request.POST if request.method == "POST" else None
    form = reply_forms.ReplyForm(typed, kind=kind, initial=_initial(known))
    verb = request.POST.get("verb", "")
    done, errors, status = attempt(form, lambda: _write(verb, kind.code, form, uid, person))
    if not done or verb == "check":
        known = queries.reply_of(row) or known
        draft = _draft(row, known, kind.code, form)
        facts = {"form": form, "kind": kind, "errors": errors, "is_checked": bool(typed)}
        return _page(request, row, draft, facts | {"kind_form": _kind_form(code)}, status)
    messages.success(request, _("已送签发。") if verb == "submit" else _("已保存。"))
    return redirect("requests:process" if verb == "submit" else "requests:reply", uid=uid)


@desk_view("POST")
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """One step with a reply; what was typed stays where it is refused."""
    row, person = reading.request_of(request, uid), person_of(request)
    known = queries.reply_of(row)
    if verb not in ACTS or known is None:
        raise Http404
    make, do, said = ACTS[verb]
    form = make(request.POST, request.FILES)
    done, errors, status = attempt(
        form, lambda: do(form, {"uid": uid, "by": person, "now": clock.now()})
    )
    if done:
        messages.success(request, str(said))
        return redirect("requests:reply", uid=uid)
    row = reading.request_of(request, uid)
    return _shown(request, row, queries.reply_of(row) or known, verb, form, errors, status)


@desk_view("GET")
def file(request: HttpRequest, uid: UUID, key: str) -> HttpResponseBase:
    """The paper, or a file given out, for who works on it (下载)."""
    row, person = reading.request_of(request, uid), person_of(request)
    if not reply_policies.may_draft(person, row.case):
        raise Http404
    replies = row.replies.select_related("docx", "pdf", "sealed")
    files = [one for known in replies for one in (*queries.paper_files(known), known.pdf) if one]
    found = next((one for one in files if one.key == key), None)
    if found is None:
        raise Http404
    attachments.check_may_open(found)
    return FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )


def _write(verb: str, kind: str, form: reply_forms.ReplyForm, uid: UUID, person: User) -> None:
    """Checking keeps the text too: nothing typed is lost by looking."""
    facts: dict[str, Any] = {"uid": uid, "kind": kind, "parts": form.parts, "by": person}
    if verb == "submit":
        why = form.cleaned_data["why"]
        replying.submit_reply(why=why, now=clock.now(), **facts)
    else:
        replying.save_reply(now=clock.now(), **facts)


def _initial(known: Reply | None) -> dict[str, Any]:
    return {**known.parts, "why": known.accepted_why} if known else {}


def _draft(row: Request, known: Reply | None, kind: str, form: reply_forms.ReplyForm) -> Reply:
    """As it would be with what is typed now."""
    draft = known or Reply(request=row)
    draft.kind = kind
    draft.parts = {name: form[name].value() or "" for name in form.fields if name != "why"}
    return draft


def _shown(
    request: HttpRequest,
    row: Request,
    known: Reply,
    verb: str = "",
    form: Form | None = None,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of the state that it is in, with the forms of what can be done."""
    person, now = person_of(request), clock.now()
    known.request = row
    facts: dict[str, Any] = {"errors": errors or []}
    if known.state == ReplyState.WRITING:
        kind = reply_kinds.reply_kinds()[known.kind]
        facts |= {"form": reply_forms.ReplyForm(kind=kind, initial=_initial(known)), "kind": kind}
        facts |= {"kind_form": _kind_form(known.kind)}
    if known.state in (ReplyState.SUBMITTED, ReplyState.ISSUED):
        facts |= {"may_issue": reply_policies.may_issue(person, known, now)}
    facts["forms"] = _forms(known, now)
    if form is not None:
        facts["forms"][_SHOWN_BY.get(verb, verb)] = form
        facts["opened"] = verb
    return _page(request, row, known, facts, status)


def _page(
    request: HttpRequest, row: Request, draft: Reply, facts: dict[str, Any], status: int = 200
) -> HttpResponse:
    person, now = person_of(request), clock.now()
    today, may_work = clock.day_of(now), reply_policies.may_draft(person, row.case)
    shown: dict[str, Any] = {"findings": [], "paper": None, "forms": _forms(draft, now)}
    if draft.text:
        shown["paper"] = _read_by(person, row, draft.text)
    elif draft.kind:
        known = composing.known_of(row, person)
        text = papers.text_of(composing.paper_of(draft, known, today))
        shown["paper"] = _read_by(person, row, text)
        if draft.state in (ReplyState.WRITING, ReplyState.SUBMITTED) and may_work:
            found = reply_checking.findings_of(draft, known, today)
            shown["findings"] = _told(found, draft.accepted)
            shown["is_checked"] = True
    context = reading.context(
        request,
        row,
        str(_("答复")),
        draft=draft,
        given=draft.files.select_related("attachment") if draft.pk else [],
        deliveries=draft.deliveries.select_related("recorded_by") if draft.pk else [],
        may_work=may_work,
        issuers=reply_policies.issuers_of(_as_writer(draft, person), now),
        **shown | facts,
    )
    return render(request, _TEMPLATES[ReplyState(draft.state)], context, status=status)


def _read_by(person: User, row: Request, text: str) -> str:
    """A reply; its applicant is covered for whoever may not see who applied."""
    if casework.may_see_writer(person, row.case):
        return text
    return casework.masked_for_public(row.case, text).text


def _as_writer(draft: Reply, person: User) -> Reply:
    if draft._state.adding:
        draft.written_by = person
    return draft


def _kind_form(code: str) -> reply_forms.KindForm:
    return reply_forms.KindForm(initial={"kind": code})


def _forms(known: Reply, now: Any) -> dict[str, Form]:
    """By the name of their act, as far as they may be filled in now."""
    today = clock.day_of(now)
    if known._state.adding:
        return {}
    if known.state == ReplyState.WRITING:
        return {"add": reply_forms.FileForm()}
    if known.state == ReplyState.SUBMITTED:
        return {"issue": reply_forms.RemarkForm()}
    if known.state == ReplyState.ISSUED:
        return {"seal": reply_forms.SealedForm(), "take_back": reply_forms.RemarkForm()}
    if known.deliveries.filter(state=DeliveryState.UNDER_WAY).exists():
        return {
            "delivered": reply_forms.DeliveredForm(initial={"done_on": today}),
            "failed": reply_forms.FailedForm(),
        }
    wished = next(iter(known.request.deliveries), None)
    return {"deliver": reply_forms.DeliverForm(initial={"sent_on": today, "way": wished})}


def _told(found: list[Finding], accepted: list[str]) -> list[dict[str, Any]]:
    """accepted: codes of those that the writer gave a reason for."""
    rows = []
    for one in found:
        tone, label = _LEVELS[one.level]
        if one.code in accepted:
            tone, label = "quiet", gettext_lazy("已写明理由")
        rows.append({"finding": one, "tone": tone, "label": label})
    return rows
