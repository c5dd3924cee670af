"""The health of the installation, for machines and for people."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.web import health
from zhanqun.web.overhauls import overhauls_shown

READERS = (Role.SYSTEM_ADMIN, Role.SITE_MANAGER)


@never_cache
@require_safe
def machine(request: HttpRequest) -> HttpResponse:
    """200 when all is well, 503 with the same facts when something is not."""
    now = clock.now()
    answer = health.as_json(health.checks(now), now)
    return JsonResponse(answer, status=200 if answer["status"] == "ok" else 503)


@desk_view("GET")
def page(request: HttpRequest) -> HttpResponse:
    units.check_anywhere(request.user, READERS, act=_("查看运行状况"))
    now = clock.now()
    context = {
        "title": _("运行状况"),
        "checks": health.checks(now),
        "overhauls": overhauls_shown(now),
        "now": now,
        "may_see_mail": units.rights_of(request.user).holds_anywhere([Role.SYSTEM_ADMIN]),
    }
    return render(request, "web/health.html", context)
