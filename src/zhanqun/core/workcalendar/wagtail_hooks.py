"""Where the working calendar appears in Wagtail's shell."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.core.workcalendar import policies
from zhanqun.core.workcalendar.work import work_due
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/calendar/", include("zhanqun.core.workcalendar.urls"))]


@hooks.register("register_admin_menu_item")
def calendar() -> DeskMenuItem:
    return DeskMenuItem(
        _("工作日历"),
        reverse("workcalendar:year"),
        name="calendar",
        icon_name="calendar-alt",
        order=640,
        shown=policies.may_keep_any,
    )


hooks.register(work.HOOK, work_due)
