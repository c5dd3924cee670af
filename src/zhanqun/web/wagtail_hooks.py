"""What the assembled desk adds to Wagtail's shell."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem, admin_menu
from wagtail.admin.search import admin_search_areas

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.core.units import api as units
from zhanqun.ui import work
from zhanqun.ui.menu import DeskMenuItem
from zhanqun.web.components import RefreshesPanel
from zhanqun.web.views.health import READERS
from zhanqun.web.work import work_due

# Wagtail's own entries: their pages are closed (web.closed).
NOT_OURS = {"explorer", "images", "documents", "reports", "settings", "help"}


@hooks.register("construct_main_menu", order=1000)
def leave_ours(request: HttpRequest, items: list[MenuItem]) -> None:
    """For good, so that the database is not asked on every page who may see what is closed."""
    items[:] = _ours(items)
    # New lists: other threads may be going through the old ones.
    admin_menu.registered_menu_items = _ours(admin_menu.registered_menu_items)
    admin_search_areas.registered_search_areas = []


def _ours(items: list[MenuItem]) -> list[MenuItem]:
    return [item for item in items if item.name not in NOT_OURS]


@hooks.register("register_admin_menu_item")
def home() -> DeskMenuItem:
    return DeskMenuItem(
        _("工作台"),
        reverse("web:home"),
        name="work",
        icon_name="home",
        order=10,
        shown=lambda user: True,
    )


@hooks.register("register_admin_menu_item")
def trail() -> DeskMenuItem:
    return DeskMenuItem(
        _("审计查询"),
        reverse("web:trail"),
        name="trail",
        icon_name="history",
        order=800,
        shown=lambda user: bool(units.rights_of(user).scopes),
    )


@hooks.register("register_admin_menu_item")
def health() -> DeskMenuItem:
    return DeskMenuItem(
        _("运行状况"),
        reverse("web:health_page"),
        name="health",
        icon_name="warning",
        order=810,
        shown=lambda user: units.rights_of(user).holds_anywhere(READERS),
    )


@hooks.register("count_column_contents")
def column_contents(site_ids: Collection[int]) -> dict[int, tuple[int, datetime | None]]:
    """Live articles of each column of the sites, and when the newest went up."""
    rows = (
        library.live_placements()
        .filter(site_id__in=site_ids)
        .order_by()
        .values("column_id")
        .annotate(live=Count("pk"), last_at=Max("live_at"))
    )
    return {row["column_id"]: (row["live"], row["last_at"]) for row in rows}


@hooks.register("construct_publication_panels")
def refreshes(request: HttpRequest, publication: review.Publication) -> list[RefreshesPanel]:
    """The page of one act shows what the static publisher made of it."""
    return [RefreshesPanel(publication)]


hooks.register(work.HOOK, work_due)
