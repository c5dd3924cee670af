"""Writing a warning on one page (拟写预警)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.content.alerts import policies, queries, services
from zhanqun.content.alerts.forms import AlertForm
from zhanqun.content.alerts.models import Alert, AlertTemplate
from zhanqun.content.alerts.services.composing import KEPT_BY_UPDATES, WRITTEN, filled
from zhanqun.content.alerts.states import AlertState, MessageType, Reach
from zhanqun.content.alerts.views.shared import context, crumbs, issuer_of, where_start
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


@desk_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """?template=uid begins with a template. Nothing is kept before it is saved."""
    policies.check_may_compose_any(request.user)
    template = _template(request)
    if request.method == "POST":
        form = AlertForm(request.POST)
        return _tried(request, form, None, template)
    start = filled(template, clock.now()) | {"where": Reach.ALL.value}
    start.setdefault("issuer", issuer_of(request))
    return _page(request, AlertForm(initial=start), None, template)


@desk_view("GET", "POST")
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    alert = get_object_or_404(queries.alerts_visible_to(request.user), uid=uid)
    if alert.state != AlertState.DRAFT or alert.message_type == MessageType.CANCEL:
        return redirect("alerts:alert", uid=uid)
    start = {name: getattr(alert, name) for name in WRITTEN} | where_start(alert)
    kept = KEPT_BY_UPDATES if alert.message_type == MessageType.UPDATE else ()
    form = AlertForm(request.POST or None, initial=start, kept=kept)
    if request.method == "POST":
        return _tried(request, form, alert, alert.template)
    return _page(request, form, alert, None)


def _tried(
    request: HttpRequest, form: AlertForm, alert: Alert | None, template: AlertTemplate | None
) -> HttpResponse:
    """Save, and hand in where asked; what does not pass stays on the page, and as a draft."""
    if not form.is_valid():
        return _page(request, form, alert, template, [_("请修改标出的内容。")], 400)
    by, now = person_of(request), clock.now()
    try:
        if alert is None:
            alert = services.compose(content=form.content, by=by, now=now, template=template)
        else:
            alert = services.save_draft(uid=alert.uid, content=form.content, by=by, now=now)
        if request.POST.get("act") == "submit":
            services.submit(uid=alert.uid, by=by, now=now)
            text = _("{alert}已送签发，请通知签发人。")
            messages.success(request, text.format(alert=alert.signal))
            return redirect("alerts:alert", uid=alert.uid)
    except DomainError as refusal:
        return _page(request, form, alert, template, [str(refusal)], refusal.status)
    messages.success(request, _("草稿已保存。"))
    return redirect("alerts:edit", uid=alert.uid)


def _template(request: HttpRequest) -> AlertTemplate | None:
    uid = request.GET.get("template", "")
    offered = queries.templates_offered(request.user)
    return next((row for row in offered if str(row.uid) == uid), None)


def _page(
    request: HttpRequest,
    form: AlertForm,
    alert: Alert | None,
    template: AlertTemplate | None,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    title = _("发布预警")
    if alert is not None:
        title = f"{alert.get_message_type_display()}：{alert.signal}"
    facts: dict[str, Any] = {
        "form": form,
        "alert": alert,
        "template": template,
        "templates": queries.templates_offered(request.user) if alert is None else [],
        "is_update": alert is not None and alert.message_type == MessageType.UPDATE,
        "groups": {
            name.lower(): form.rows(getattr(form, name))
            for name in ("FIRST", "WRITING", "WHO", "MORE", "RESPONSE")
        },
        "more_open": any(form[name].errors for name in form.MORE),
        "response_open": any(form[name].errors or form[name].value() for name in form.RESPONSE),
        "errors": errors or [],
        "crumbs": crumbs(),
    }
    page = context(request, title, **facts)
    # A draft that was saved while it was refused is changed from now on, not written twice.
    edited = reverse("alerts:edit", args=[alert.uid]) if alert is not None else ""
    page["action"] = edited or request.get_full_path()
    return render(request, "alerts/compose.html", page, status=status)
