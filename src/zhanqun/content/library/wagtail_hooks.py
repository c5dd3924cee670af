"""Where articles appear in Wagtail's shell."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from zhanqun.content.library.policies import READERS
from zhanqun.content.library.views import files, previews
from zhanqun.core.units import api as units
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """The desk's pages; and files under the same address that they have in public."""
    return [
        path("desk/articles/", include("zhanqun.content.library.urls")),
        path("f/<str:key>/<str:name>", files.file, name="library_file"),
        path("f/<str:key>/<str:folder>/<str:name>", files.derived, name="library_file_derived"),
        path("desk/files/<str:key>/view/", previews.file_view, name="library_file_view"),
    ]


@hooks.register("register_admin_menu_item")
def articles() -> DeskMenuItem:
    return DeskMenuItem(
        _("我的稿件"),
        reverse("library:articles"),
        name="articles",
        icon_name="doc-full",
        order=100,
        shown=lambda user: units.rights_of(user).holds_anywhere(READERS),
    )


@hooks.register("register_admin_menu_item")
def new_article() -> DeskMenuItem:
    return DeskMenuItem(
        _("新建稿件"),
        reverse("library:new"),
        name="new-article",
        icon_name="plus",
        order=110,
        shown=lambda user: units.rights_of(user).holds_anywhere(units.WRITERS),
    )


@hooks.register("register_admin_menu_item")
def import_documents() -> DeskMenuItem:
    return DeskMenuItem(
        _("导入"),
        reverse("library:import"),
        name="import",
        icon_name="download",
        order=120,
        shown=lambda user: units.rights_of(user).holds_anywhere(units.WRITERS),
    )


@hooks.register("register_admin_menu_item")
def in_tray() -> DeskMenuItem:
    return DeskMenuItem(
        _("来稿箱"),
        reverse("library:in_tray"),
        name="in-tray",
        icon_name="mail",
        order=200,
        shown=lambda user: units.rights_of(user).holds_anywhere(units.COLUMN_EDITORS),
    )


@hooks.register("register_admin_menu_item")
def column_contents() -> DeskMenuItem:
    return DeskMenuItem(
        _("栏目内容"),
        reverse("library:columns"),
        name="column-contents",
        icon_name="list-ul",
        order=210,
        shown=lambda user: units.rights_of(user).holds_anywhere(units.COLUMN_EDITORS),
    )
