"""Where files appear in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.core.attachments import policies
from zhanqun.core.attachments.work import work_due
from zhanqun.core.units import api as units
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/files/", include("zhanqun.core.attachments.urls"))]


@hooks.register("register_admin_menu_item")
def quarantine() -> DeskMenuItem:
    return DeskMenuItem(
        _("隔离区"),
        reverse("attachments:quarantine"),
        name="quarantine",
        icon_name="lock",
        order=805,
        shown=lambda user: units.rights_of(user).holds_anywhere(policies.KEEPERS),
    )


hooks.register(work.HOOK, work_due)
