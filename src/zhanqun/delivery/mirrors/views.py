"""Mirrors at the desk (镜像): how far each is, and 立即同步."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhanqun.core.units.api import User
from zhanqun.delivery.mirrors import policies, queries, services
from zhanqun.delivery.mirrors.models import Mirror
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view


@desk_view("GET")
def mirrors(request: HttpRequest) -> HttpResponse:
    states = queries.mirrors_visible_to(cast(User, request.user), clock.now())
    return render(request, "mirrors/mirrors.html", {"title": _("镜像"), "states": states})


@desk_view("POST")
def send(request: HttpRequest, name: str) -> HttpResponse:
    """Send at once (立即同步)."""
    by = cast(User, request.user)
    policies.check_may_send(by)
    try:
        services.ask_for_sending(name=name, by=by, now=clock.now())
    except Mirror.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("已开始同步，稍后刷新本页查看结果。"))
    return redirect("mirrors:mirrors")
