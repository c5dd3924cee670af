"""Where sites and columns appear in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.content.sites.views import reading
from zhanqun.content.sites.work import work_due
from zhanqun.core.units import api as units
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/sites/", include("zhanqun.content.sites.urls"))]


@hooks.register("register_admin_menu_item")
def sites() -> DeskMenuItem:
    return DeskMenuItem(
        _("站点与栏目"),
        reverse("sites:list"),
        name="sites",
        icon_name="site",
        order=600,
        shown=lambda user: units.rights_of(user).holds_anywhere(reading.BOARD_READERS),
    )


hooks.register("name_appointment_scopes", reading.names_of_scopes)
hooks.register("offer_appointment_scopes", reading.scopes_on_offer)
hooks.register(work.HOOK, work_due)
hooks.register("name_whole_installation_scopes", reading.portal_scopes)
