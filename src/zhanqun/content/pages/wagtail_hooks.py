"""Where arrangements appear in Wagtail's shell."""

from typing import Any

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from zhanqun.content.pages import policies
from zhanqun.content.pages.queries import arrangements_visible_to, uses_of
from zhanqun.content.pages.views import reading
from zhanqun.content.pages.work import work_due
from zhanqun.content.sites.api import SiteProfile
from zhanqun.core.units import api as units
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/pages/", include("zhanqun.content.pages.urls"))]


@hooks.register("register_admin_menu_item")
def arrangements() -> DeskMenuItem:
    return DeskMenuItem(
        _("版面"),
        reverse("pages:arrangements"),
        name="arrangements",
        icon_name="grip",
        order=590,
        shown=lambda user: units.rights_of(user).holds_anywhere(policies.READERS),
    )


@hooks.register("link_from_site_board")
def board_links(user: Any, profile: SiteProfile) -> list[tuple[str, str]]:
    home = arrangements_visible_to(user).filter(page=profile.site.root_page_id).first()
    return [(_("首页版面"), reverse("pages:arrangement", args=[home.uid]))] if home else []


hooks.register("name_column_uses", uses_of)
hooks.register(work.HOOK, work_due)
hooks.register("show_files_at_desk", reading.shows_file)
