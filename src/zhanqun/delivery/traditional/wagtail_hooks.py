"""Where the table of terms appears in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.delivery.traditional import policies
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/traditional/", include("zhanqun.delivery.traditional.urls"))]


@hooks.register("register_admin_menu_item")
def terms() -> DeskMenuItem:
    return DeskMenuItem(
        _("繁体用字"),
        reverse("traditional:terms"),
        name="traditional-terms",
        icon_name="globe",
        order=637,
        shown=policies.may_read,
    )
