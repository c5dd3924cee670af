"""Where the door appears in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.core.intake import policies
from zhanqun.core.intake.work import work_due
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/intake/", include("zhanqun.core.intake.urls"))]


@hooks.register("register_admin_menu_item")
def envelopes() -> DeskMenuItem:
    return DeskMenuItem(
        _("来件"),
        reverse("intake:envelopes"),
        name="intake",
        icon_name="mail",
        order=300,
        shown=policies.may_read_any,
    )


hooks.register(work.HOOK, work_due)
