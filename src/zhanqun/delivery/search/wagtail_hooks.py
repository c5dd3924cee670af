"""Where the search appears in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.delivery.search.editing import policies
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/search/", include("zhanqun.delivery.search.urls"))]


@hooks.register("register_admin_menu_item")
def search() -> DeskMenuItem:
    return DeskMenuItem(
        _("检索管理"),
        reverse("search:zero_results"),
        name="search-keeping",
        icon_name="crosshairs",
        order=635,
        shown=policies.may_read,
    )
