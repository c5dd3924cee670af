"""Where the word lists appear in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.core.checks import policies
from zhanqun.core.checks.work import work_due
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/checks/", include("zhanqun.core.checks.urls"))]


@hooks.register("register_admin_menu_item")
def word_lists() -> DeskMenuItem:
    return DeskMenuItem(
        _("检查词库"),
        reverse("checks:lists"),
        name="checks",
        icon_name="search",
        order=630,
        shown=policies.may_read,
    )


hooks.register(work.HOOK, work_due)
