"""Where cases appear in Wagtail's shell."""

from typing import Any

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.core.casework import policies
from zhanqun.core.casework.kinds import KINDS
from zhanqun.core.casework.work import work_due
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/cases/", include("zhanqun.core.casework.urls"))]


@hooks.register("register_admin_menu_item")
def cases() -> DeskMenuItem:
    return DeskMenuItem(
        _("办件"),
        reverse("casework:cases"),
        name="cases",
        icon_name="mail",
        order=200,
        shown=_shown,
    )


def _shown(user: Any) -> bool:
    """Not before a room above has brought a kind of case."""
    return any(KINDS) and policies.works_here(user)


hooks.register(work.HOOK, work_due)
