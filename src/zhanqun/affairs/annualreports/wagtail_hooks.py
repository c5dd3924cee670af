"""Where annual reports appear in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.affairs.annualreports import policies
from zhanqun.affairs.annualreports.work import work_due
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/annual-reports/", include("zhanqun.affairs.annualreports.urls"))]


@hooks.register("register_admin_menu_item")
def reports() -> DeskMenuItem:
    return DeskMenuItem(
        _("公开年报"),
        reverse("annualreports:reports"),
        name="annual-reports",
        icon_name="table",
        order=198,
        shown=policies.works_here,
    )


hooks.register(work.HOOK, work_due)
