"""Where mirrors appear in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.core.units import api as units
from zhanqun.delivery.mirrors import policies
from zhanqun.delivery.mirrors.targets import places
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/mirrors/", include("zhanqun.delivery.mirrors.urls"))]


@hooks.register("register_admin_menu_item")
def mirrors() -> DeskMenuItem:
    """Shown where there are mirrors to look after."""
    return DeskMenuItem(
        _("镜像"),
        reverse("mirrors:mirrors"),
        name="mirrors",
        icon_name="site",
        order=807,
        shown=lambda user: (
            bool(places()) and units.rights_of(user).holds_anywhere(policies.KEEPERS)
        ),
    )
