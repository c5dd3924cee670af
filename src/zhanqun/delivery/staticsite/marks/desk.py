"""What a site's pages lack, at the desk (页面标识自查)."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhanqun.content.sites.api import SiteProfile, sites_managed_by
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User
from zhanqun.delivery.staticsite.marks.checking import lacks_of
from zhanqun.ui.desk import desk_view

KEEPERS = (Role.SITE_MANAGER, Role.CHIEF_EDITOR, Role.SUPERVISOR)


def sites_checked_by(user: Any) -> QuerySet[SiteProfile]:
    """Sites whose marks the person looks after."""
    return sites_managed_by(user, KEEPERS)


@desk_view("GET")
def marks(request: HttpRequest) -> HttpResponse:
    """One site of the person's; without a choice the first of them."""
    user = cast(User, request.user)
    units.check_anywhere(user, KEEPERS, act=_("查看页面标识"))
    mine = list(sites_checked_by(user))
    asked = request.GET.get("site", "")
    chosen = next((row for row in mine if str(row.uid) == asked), mine[0] if mine else None)
    count, lacks = lacks_of(chosen) if chosen else (0, [])
    context = {"title": _("页面标识自查"), "sites": mine, "chosen": chosen}
    return render(request, "staticsite/marks.html", context | {"count": count, "lacks": lacks})
