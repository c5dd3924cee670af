"""Targets for easy reading: elder home and accessibility page (长者首页、无障碍说明)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Row
from zhanqun.content.pages.builders.frame import Frame, frame_of, in_its_language
from zhanqun.content.pages.builders.items import items_of
from zhanqun.content.pages.drawing import draw, head_of
from zhanqun.content.pages.shapes import AccessibilityPage, ElderPage, Link
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.targets import Rendered, Target, TargetKind

ELDER_PATH, ACCESSIBILITY_PATH = "/elder.html", "/accessibility.html"
ENTRIES, NEWS = 8, 4


class ElderHome(TargetKind):
    """长者首页: telephone first, eight things in plain words, four news items."""

    @in_its_language
    def render(self, target: Target) -> Rendered:
        frame = frame_of(target.site_id)
        page = _elder_page(frame)
        head = head_of(frame, ELDER_PATH, page.title)
        return Rendered(ELDER_PATH, draw("elder.html", frame, head, page))

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if key == sites.created_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "elder", "")]


class Accessibility(TargetKind):
    """无障碍说明: the settings as plain links, and what the site does for everyone."""

    @in_its_language
    def render(self, target: Target) -> Rendered:
        frame = frame_of(target.site_id)
        page = AccessibilityPage(title=_("无障碍与长者模式"))
        head = head_of(frame, ACCESSIBILITY_PATH, page.title)
        return Rendered(ACCESSIBILITY_PATH, draw("accessibility.html", frame, head, page))

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if key == sites.created_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "accessibility", "")]


def _elder_page(frame: Frame) -> ElderPage:
    site_id, now = frame.profile.site_id, clock.now()
    home = sites.elder_home_of(site_id)
    column = frame.tree.at(home.news.pk) if home.news else None
    rows = _newest(site_id, column)
    newest = max((row.heading.first_published_at for row in rows), default=None)
    return ElderPage(
        title=_("长者首页"),
        phone=home.phone,
        phone_text=home.phone_text or _("有事打电话"),
        phone_note=home.phone_note,
        entries=_entries(frame, home),
        news=items_of(rows, today=clock.day_of(now)),
        news_url=frame.link(column).url if column else "",
        updated_at=clock.beijing(newest) if newest else None,
    )


def _entries(frame: Frame, home: sites.ElderHome) -> tuple[Link, ...]:
    """What the site set; else its first columns."""
    chosen = sites.entries_of(home)
    if chosen:
        return tuple(Link(row.title, row.url, note=row.note) for row in chosen[:ENTRIES])
    depends_on(sites.navigation_key(frame.profile.site_id))
    return frame.links(frame.tree.navigation(ENTRIES))


def _newest(site_id: int, column: Column | None) -> list[Row]:
    if column is not None:
        return library.newest_in(column.pk, NEWS, clock.now())
    depends_on(library.newest_key(site_id))
    found = {row.heading.uid: row for row in library.newest_on(site_id, NEWS * 2)}
    return list(found.values())[:NEWS]
