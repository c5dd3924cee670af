"""Where notices appear in Wagtail's shell."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.core.notices.queries import COUNT_MAX, unread_count
from zhanqun.core.units import api as units
from zhanqun.ui.menu import DeskMenuItem


class InboxMenuItem(DeskMenuItem):
    """The entry says how many are unread."""

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        unread = unread_count(request.user)
        if unread:
            number = f"{COUNT_MAX}+" if unread > COUNT_MAX else unread
            component.label = f"{component.label}（{number}）"
        return component


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/notices/", include("zhanqun.core.notices.urls"))]


@hooks.register("register_admin_menu_item")
def inbox() -> InboxMenuItem:
    return InboxMenuItem(
        _("提醒"),
        reverse("notices:inbox"),
        name="notices",
        icon_name="comment",
        order=20,
        shown=lambda user: bool(units.rights_of(user).scopes),
    )


@hooks.register("register_account_menu_item")
def own_settings(request: HttpRequest) -> dict[str, object]:
    return {
        "label": _("提醒与邮箱"),
        "url": reverse("notices:settings"),
        "help_text": _("邮箱、邮件提醒、每日待办摘要。"),
    }
