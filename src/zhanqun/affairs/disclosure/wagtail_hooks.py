"""Where disclosure appears in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.affairs.disclosure import policies
from zhanqun.affairs.disclosure.guides import guides_due
from zhanqun.affairs.disclosure.reminding import work_due
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/disclosure/", include("zhanqun.affairs.disclosure.urls"))]


@hooks.register("register_admin_menu_item")
def disclosure() -> DeskMenuItem:
    return DeskMenuItem(
        _("信息公开"),
        reverse("disclosure:inventories"),
        name="disclosure",
        icon_name="folder-open-inverse",
        order=197,
        shown=policies.works_here,
    )


hooks.register(work.HOOK, work_due)
hooks.register(work.HOOK, guides_due)
