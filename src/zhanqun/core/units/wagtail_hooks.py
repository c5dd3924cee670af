"""Where units and people appear in Wagtail's shell."""

from collections.abc import Collection

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.core.units import guard
from zhanqun.core.units.roles import Role
from zhanqun.core.units.work import work_due
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


def _entry(
    label: str | Promise, name: str, icon: str, order: int, roles: Collection[Role]
) -> DeskMenuItem:
    return DeskMenuItem(
        label,
        reverse(f"units:{name}"),
        name=f"units-{name}",
        icon_name=icon,
        order=order,
        shown=lambda user: guard.rights_of(user).holds_anywhere(roles),
    )


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/units/", include("zhanqun.core.units.urls"))]


@hooks.register("register_admin_menu_item")
def units() -> DeskMenuItem:
    return _entry(_("单位"), "units", "group", 700, [Role.SYSTEM_ADMIN])


@hooks.register("register_admin_menu_item")
def people() -> DeskMenuItem:
    return _entry(_("人员"), "people", "user", 710, [Role.SYSTEM_ADMIN, Role.SITE_MANAGER])


@hooks.register("register_admin_menu_item")
def appointments() -> DeskMenuItem:
    return _entry(_("任职名册"), "appointments", "key", 720, list(Role))


@hooks.register("register_admin_menu_item")
def absences() -> DeskMenuItem:
    return _entry(_("请假与代班"), "absences", "calendar-alt", 730, list(Role))


@hooks.register("register_account_menu_item")
def password(request: HttpRequest) -> dict[str, object]:
    """On the page of one's own account, whose own form would leave nothing in the trail."""
    return {
        "label": _("修改密码"),
        "url": reverse("units:password"),
        "help_text": _("修改自己的登录密码，记入审计。"),
    }


hooks.register(work.HOOK, work_due)
