"""What is set at the door (受理设置): plain questions, terms of keeping."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.intake import policies
from zhanqun.core.intake.desk.forms import QuestionForm, RetentionForm
from zhanqun.core.intake.desk.views import reading
from zhanqun.core.intake.kinds import kind_of, kinds
from zhanqun.core.intake.models import PlainQuestion
from zhanqun.core.intake.services.erasing import kept_days
from zhanqun.core.intake.services.settings import set_question, set_retention
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def settings(request: HttpRequest) -> HttpResponse:
    policies.check_may_set(person_of(request))
    context = reading.context(
        request,
        _("受理设置"),
        "settings",
        questions=PlainQuestion.objects.order_by("id"),
        terms=[(code, entry.title, kept_days(code)) for code, entry in kinds],
    )
    return render(request, "intake/settings.html", context)


@desk_view("GET", "POST")
def question(request: HttpRequest, uid: UUID | None = None) -> HttpResponse:
    """A new question, or one to change."""
    policies.check_may_set(person_of(request))
    row = get_object_or_404(PlainQuestion, uid=uid) if uid else None
    start = {"text": row.text, "answers": row.answers, "is_active": row.is_active} if row else {}
    form = QuestionForm(request.POST if request.method == "POST" else None, initial=start)
    done, errors, status = attempt(
        form,
        lambda: set_question(uid=uid, by=person_of(request), now=clock.now(), **form.cleaned_data),
    )
    if done:
        messages.success(request, _("已保存。"))
        return redirect("intake:settings")
    return _form(request, _("普通问题"), form, errors, status)


@desk_view("GET", "POST")
def retention(request: HttpRequest, code: str) -> HttpResponse:
    """How long contents of one kind are kept."""
    policies.check_may_set(person_of(request))
    kind = kind_of(code)
    form = RetentionForm(
        request.POST if request.method == "POST" else None, initial={"days": kept_days(code)}
    )
    done, errors, status = attempt(
        form,
        lambda: set_retention(
            kind=code, by=person_of(request), now=clock.now(), **form.cleaned_data
        ),
    )
    if done:
        messages.success(request, _("已保存。"))
        return redirect("intake:settings")
    title = _("保存期限：{kind}").format(kind=kind.title)
    return _form(request, title, form, errors, status)


def _form(
    request: HttpRequest,
    title: str,
    form: QuestionForm | RetentionForm,
    errors: list[str],
    status: int,
) -> HttpResponse:
    crumbs = reading.crumbs("intake:settings", _("受理设置"))
    context = reading.context(request, title, form=form, errors=errors, crumbs=crumbs)
    return render(request, "intake/form.html", context, status=status)
