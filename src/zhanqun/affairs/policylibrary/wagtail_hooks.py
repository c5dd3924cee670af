"""Where the policy library appears in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.affairs.policylibrary import policies
from zhanqun.affairs.policylibrary.reviewing import reviews_due
from zhanqun.affairs.policylibrary.warning import duties_due
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/policies/", include("zhanqun.affairs.policylibrary.urls"))]


@hooks.register("register_admin_menu_item")
def documents() -> DeskMenuItem:
    return DeskMenuItem(
        _("政策文件"),
        reverse("policylibrary:documents"),
        name="policies",
        icon_name="doc-full",
        order=196,
        shown=policies.works_here,
    )


hooks.register(work.HOOK, reviews_due)
hooks.register(work.HOOK, duties_due)
