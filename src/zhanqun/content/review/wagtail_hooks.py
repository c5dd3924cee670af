"""Where review appears in Wagtail's shell."""

from collections.abc import Collection

from django.urls import URLResolver, include, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.content.review.views import reading
from zhanqun.content.review.work import PUBLISHERS, REVIEWERS, work_due
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem

READERS = (*units.WRITERS, *REVIEWERS, *PUBLISHERS, Role.SUPERVISOR)


def _entry(
    label: str | Promise, name: str, icon: str, order: int, roles: Collection[Role]
) -> DeskMenuItem:
    return DeskMenuItem(
        label,
        reverse(f"review:{name}"),
        name=f"review-{name}",
        icon_name=icon,
        order=order,
        shown=lambda user: units.rights_of(user).holds_anywhere(roles),
    )


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/review/", include("zhanqun.content.review.urls"))]


@hooks.register("register_admin_menu_item")
def tray() -> DeskMenuItem:
    return _entry(_("审核箱"), "tray", "tasks", 300, REVIEWERS)


@hooks.register("register_admin_menu_item")
def publishing() -> DeskMenuItem:
    return _entry(_("发布与定时"), "publishing", "upload", 310, PUBLISHERS)


@hooks.register("register_admin_menu_item")
def publications() -> DeskMenuItem:
    return _entry(_("发布记录"), "publications", "history", 320, READERS)


@hooks.register("register_admin_menu_item")
def plans() -> DeskMenuItem:
    return _entry(_("审核方案"), "plans", "list-ol", 620, reading.PLANNERS)


hooks.register(work.HOOK, work_due)
