"""Templates prepared in quiet days (预案模板)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from zhanqun.content.alerts import policies, queries, services
from zhanqun.content.alerts.forms import TemplateForm
from zhanqun.content.alerts.models import AlertTemplate
from zhanqun.content.alerts.services.templates import WRITTEN
from zhanqun.content.alerts.states import TEMPLATE, TemplateState
from zhanqun.content.alerts.views.shared import context, crumbs, issuer_of, tone_of
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@desk_view("GET")
def listed(request: HttpRequest) -> HttpResponse:
    policies.check_may_compose_any(request.user)
    rows = queries.templates_of(request.user).exclude(state=TemplateState.RETIRED)
    shown = [(row, tone_of(row)) for row in rows]
    return render(
        request, "alerts/templates.html", context(request, _("预案模板"), "templates", rows=shown)
    )


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    policies.check_may_compose_any(request.user)
    start = {"issuer": issuer_of(request), "level": 3}
    return _written(request, TemplateForm(request.POST or None, initial=start), None)


@desk_view("GET", "POST")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    template = get_object_or_404(queries.templates_of(request.user), uid=uid)
    start = {name: getattr(template, name) for name in WRITTEN}
    return _written(request, TemplateForm(request.POST or None, initial=start), template)


@desk_view("POST")
def act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """批准、停用."""
    template = get_object_or_404(queries.templates_of(request.user), uid=uid)
    if act not in ACTS:
        raise Http404
    run, text = ACTS[act]
    done, errors, status = attempt(
        forms.Form(request.POST), lambda: run(uid=uid, by=person_of(request), now=clock.now())
    )
    if not done:
        start = {name: getattr(template, name) for name in WRITTEN}
        return _page(request, TemplateForm(initial=start), template, errors, status)
    messages.success(request, text.format(name=template))
    return redirect("alerts:templates")


ACTS: dict[str, tuple[Callable[..., AlertTemplate], Any]] = {
    "approve": (services.approve_template, lazy("预案模板“{name}”已批准，可以套用。")),
    "retire": (services.retire_template, lazy("预案模板“{name}”已停用。")),
}


def _written(
    request: HttpRequest, form: TemplateForm, template: AlertTemplate | None
) -> HttpResponse:
    uid = template.uid if template else None
    done, errors, status = attempt(
        form,
        lambda: services.write_template(
            uid=uid, content=form.cleaned_data, by=person_of(request), now=clock.now()
        ),
    )
    if done:
        messages.success(request, _("模板已保存，另一个人批准后可以套用。"))
        return redirect("alerts:templates")
    return _page(request, form, template, errors, status)


def _page(
    request: HttpRequest,
    form: TemplateForm,
    template: AlertTemplate | None,
    errors: list[str],
    status: int,
) -> HttpResponse:
    facts = context(
        request,
        template.name if template else _("编写预案模板"),
        form=form,
        template=template,
        tone=tone_of(template) if template else "",
        moves=TEMPLATE.open_from(template.state) if template else [],
        short=[form[name] for name in ("name", "issuer", "hours")],
        errors=errors,
        crumbs=crumbs("templates", _("预案模板")),
    )
    return render(request, "alerts/template.html", facts, status=status)
