"""Where letters appear in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.affairs.letters import policies
from zhanqun.affairs.letters.reviewing import reviews_due
from zhanqun.affairs.letters.work import work_due
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/letters/", include("zhanqun.affairs.letters.urls"))]


@hooks.register("register_admin_menu_item")
def letters() -> DeskMenuItem:
    return DeskMenuItem(
        _("来信"),
        reverse("letters:letters"),
        name="letters",
        icon_name="mail",
        order=195,
        shown=policies.works_here,
    )


hooks.register(work.HOOK, reviews_due)
hooks.register(work.HOOK, work_due)
