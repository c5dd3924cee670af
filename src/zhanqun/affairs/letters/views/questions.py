"""The question library at the desk (问答库): list, review queue, one question."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from zhanqun.affairs.letters import policies, queries, questions
from zhanqun.affairs.letters.models import Letter, Question
from zhanqun.affairs.letters.question_forms import QuestionForm, QuestionListForm, ReviewForm
from zhanqun.affairs.letters.services import questions as services
from zhanqun.affairs.letters.states import QuestionState
from zhanqun.core.casework import api as casework
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import capped_count, desk_view, page_of
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of

TONES = {
    QuestionState.DRAFT: "quiet", QuestionState.PUBLISHED: "good", QuestionState.RETIRED: "quiet",
}  # fmt: skip
ORDER, REVIEW_ORDER = ("-id",), ("review_on", "id")


@desk_view("GET")
def listed(request: HttpRequest) -> HttpResponse:
    """?review=on: those to be looked at again, the most urgent first."""
    units.check_anywhere(request.user, policies.KEEPERS, act=_("查看问答库"))
    today = clock.day_of(clock.now())
    form = QuestionListForm(request.GET, on=today)
    rows = questions.narrowed(questions.questions_visible_to(request.user), form.asked, today)
    order = REVIEW_ORDER if form.asked.get("review") else ORDER
    page = page_of(rows, order, request.GET.get("from", ""))
    context = {
        "title": _("问答库"),
        "form": form,
        "page": page,
        "rows": [_row(row, today) for row in page.rows],
        "count": capped_count(rows),
        "crumbs": [{"url": reverse("letters:letters"), "label": _("来信")}],
    }
    return render(request, "letters/questions.html", context)


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """?letter=uid begins with an answered letter, its persons covered."""
    units.check_anywhere(request.user, policies.KEEPERS, act=_("编写问答"))
    source = _source(request)
    form = _form(request, _start(request, source))
    made: list[Question] = []
    done, errors, status = attempt(
        form, lambda: made.append(_written(request, form, None, source=source))
    )
    if done:
        messages.success(request, _("草稿已保存，单位负责人或统筹单位公开后群众可见。"))
        return redirect("letters:question", uid=made[0].uid)
    return _page(request, form, None, errors, status, source=source)


@desk_view("GET", "POST")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    row = get_object_or_404(questions.questions_visible_to(request.user), uid=uid)
    start = {name: getattr(row, name) for name in services.WRITTEN}
    form = _form(request, start | {"topics": "、".join(row.topics)})
    done, errors, status = attempt(form, lambda: _written(request, form, row))
    if done:
        is_public = row.state == QuestionState.PUBLISHED
        messages.success(request, _("已保存，公开页面随后更新。") if is_public else _("已保存。"))
        return redirect("letters:question", uid=uid)
    return _page(request, form, row, errors, status)


@desk_view("POST")
def act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """公开, 复核无误, 停用."""
    row = get_object_or_404(questions.questions_visible_to(request.user), uid=uid)
    if act not in ACTS:
        raise Http404
    run, make_form, text = ACTS[act]
    form = make_form(request.POST)
    facts = {"uid": uid, "by": person_of(request), "now": clock.now()}
    done, errors, status = attempt(form, lambda: run(**facts, **form.cleaned_data))
    if not done:
        start = {name: getattr(row, name) for name in services.WRITTEN}
        shown = _form(request, start | {"topics": "、".join(row.topics)}, unbound=True)
        return _page(request, shown, row, errors, status)
    messages.success(request, text)
    return redirect("letters:question", uid=uid)


ACTS: dict[str, tuple[Any, type[forms.Form], Any]] = {
    "publish": (services.publish_question, forms.Form, lazy("已公开，公开页面随后更新。")),
    "confirm": (services.confirm_question, ReviewForm, lazy("已复核。")),
    "retire": (services.retire_question, forms.Form, lazy("已停用，公开页面随后撤下。")),
}


def _written(
    request: HttpRequest, form: forms.Form, row: Question | None, source: Letter | None = None
) -> Question:
    facts = {"content": form.cleaned_data, "by": person_of(request), "now": clock.now()}
    if row is not None and row.state == QuestionState.PUBLISHED:
        return services.change_question(uid=row.uid, **facts)
    return services.write_question(uid=row.uid if row else None, source=source, **facts)


def _source(request: HttpRequest) -> Letter | None:
    """The answered letter that a new question begins with, as far as the person may open it."""
    uid = request.GET.get("letter", "")
    found = queries.letters_visible_to(request.user)
    return next((row for row in found.filter(case__uid=uid)), None) if _is_uid(uid) else None


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _start(request: HttpRequest, source: Letter | None) -> dict[str, Any]:
    person, today = person_of(request), clock.day_of(clock.now())
    start = {
        "unit": person.unit,
        "review_on": today + timedelta(days=services.USUAL_REVIEW_DAYS),
    }
    if source is not None:
        start |= {"unit": source.case.unit or source.case.office}
        try:
            answer = services.answer_for_library(source)
            start |= {"question": casework.masked_title(source.case.title), "answer": answer}
        except DomainError as refusal:
            messages.error(request, str(refusal))
    return start


def _form(request: HttpRequest, start: dict[str, Any], *, unbound: bool = False) -> QuestionForm:
    data = request.POST if request.method == "POST" and not unbound else None
    today = clock.day_of(clock.now())
    return QuestionForm(data, initial=start, by=person_of(request), on=today)


def _row(row: Question, today: Any) -> dict[str, Any]:
    is_due = row.state == QuestionState.PUBLISHED and row.review_on <= today + timedelta(
        days=questions.REVIEW_SOON_DAYS
    )
    late = row.review_on < today
    words = (_("已过复核日期") if late else _("待复核")) if is_due else ""
    return {"row": row, "tone": TONES[QuestionState(row.state)], "review": words, "late": late}


def _may_write(state: str, may_keep: bool, may_publish: bool) -> bool:
    """A draft whoever keeps it; what is public, who lets it be so; what is retired nobody."""
    return {QuestionState.DRAFT: may_keep, QuestionState.PUBLISHED: may_publish}.get(
        QuestionState(state), False
    )


def _page(
    request: HttpRequest,
    form: QuestionForm,
    row: Question | None,
    errors: list[str],
    status: int,
    source: Letter | None = None,
) -> HttpResponse:
    today, user = clock.day_of(clock.now()), request.user
    may_publish = row is not None and policies.may_publish_question(user, row.unit)
    state = row.state if row else QuestionState.DRAFT
    may_keep = row is None or policies.may_keep_question(user, row.unit)
    next_review = today + timedelta(days=services.USUAL_REVIEW_DAYS)
    context = {
        "title": row.question if row else _("编写问答"),
        "form": form,
        "short": [form[name] for name in ("topics", "unit", "review_on")],
        "row": row,
        "shown": _row(row, today) if row else None,
        "source": row.source if row else source,
        "review_form": ReviewForm(initial={"review_on": next_review}),
        "may_write": _may_write(state, may_keep, may_publish),
        "may_publish": may_publish,
        "is_public": state == QuestionState.PUBLISHED,
        "is_retired": state == QuestionState.RETIRED,
        "errors": errors,
        "crumbs": [{"url": reverse("letters:questions"), "label": _("问答库")}],
    }
    return render(request, "letters/question.html", context, status=status)
