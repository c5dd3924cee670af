"""Where warnings and mourning appear in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.content.alerts import policies
from zhanqun.content.alerts.work import work_due
from zhanqun.core.units import api as units
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/alerts/", include("zhanqun.content.alerts.urls"))]


@hooks.register("register_admin_menu_item")
def board() -> DeskMenuItem:
    return DeskMenuItem(
        _("预警发布"),
        reverse("alerts:board"),
        name="alerts",
        icon_name="warning",
        order=330,
        shown=lambda user: units.rights_of(user).holds_anywhere(policies.READERS),
    )


hooks.register(work.HOOK, work_due)
