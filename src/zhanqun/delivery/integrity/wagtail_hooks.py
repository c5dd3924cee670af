"""Where tamper protection appears in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.delivery.integrity import policies
from zhanqun.delivery.integrity.work import work_due
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/integrity/", include("zhanqun.delivery.integrity.urls"))]


@hooks.register("register_admin_menu_item")
def tamper_protection() -> DeskMenuItem:
    return DeskMenuItem(
        _("网页防篡改"),
        reverse("integrity:incidents"),
        name="integrity",
        icon_name="lock",
        order=806,
        shown=policies.may_read,
    )


hooks.register(work.HOOK, work_due)
