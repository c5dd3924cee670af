"""Where the check of marks appears in Wagtail's shell."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.core.units import api as units
from zhanqun.delivery.staticsite.marks import desk
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("desk/marks/", desk.marks, name="marks")]


@hooks.register("register_admin_menu_item")
def marks() -> DeskMenuItem:
    return DeskMenuItem(
        _("页面标识自查"),
        reverse("marks"),
        name="marks",
        icon_name="tick",
        order=806,
        shown=lambda user: units.rights_of(user).holds_anywhere(desk.KEEPERS),
    )
