"""Where the visit figures appear in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.delivery.usage import policies
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/visits/", include("zhanqun.delivery.usage.urls"))]


@hooks.register("register_admin_menu_item")
def visits() -> DeskMenuItem:
    return DeskMenuItem(
        _("访问统计"),
        reverse("usage:visits"),
        name="visits",
        icon_name="view",
        order=637,
        shown=policies.may_read,
    )
