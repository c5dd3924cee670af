"""Where requests appear in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.affairs.requests import policies
from zhanqun.affairs.requests.work import work_due
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/requests/", include("zhanqun.affairs.requests.urls"))]


@hooks.register("register_admin_menu_item")
def requests() -> DeskMenuItem:
    return DeskMenuItem(
        _("依申请公开"),
        reverse("requests:requests"),
        name="requests",
        icon_name="help",
        order=196,
        shown=policies.works_here,
    )


hooks.register(work.HOOK, work_due)
