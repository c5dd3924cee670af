"""Targets of the policy calendar (政策日历)."""

from collections.abc import Iterable
from datetime import date

from zhanqun.affairs.policylibrary.holdings.keys import month_key, month_of, opened_key
from zhanqun.affairs.policylibrary.public import calendar, reading
from zhanqun.affairs.policylibrary.public.addresses import CALENDAR, CALENDAR_FEED, month_path
from zhanqun.content.pages import api as pages
from zhanqun.content.pages.api import frame_of, in_its_language
from zhanqun.foundation.targets import Rendered, Target

ICALENDAR = "text/calendar; charset=utf-8"
FEED = "feed"


class Calendar(pages.FramedKind):
    """政策日历首页, key ""; for calendar programs, key "feed"."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        if target.key == FEED:
            body = calendar.feed(target.site_id)
            return Rendered(CALENDAR_FEED, body, content_type=ICALENDAR) if body else None
        frame = frame_of(target.site_id)
        page = calendar.near(frame)
        if page is None:
            return None
        return pages.draw_apart(
            frame, "policylibrary/calendar.html", CALENDAR, f"{CALENDAR}index.html", page
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self._all(site_id) if key == opened_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return self._all(site_id) if reading.has_library(site_id) else []

    def _all(self, site_id: int) -> list[Target]:
        return [Target(site_id, "policies_calendar", key) for key in ("", FEED)]


class Month(pages.FramedKind):
    """政策日历的一个月, key such as "2026-11"."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        frame, first = frame_of(target.site_id), date.fromisoformat(f"{target.key}-01")
        page, path = calendar.of_month(frame, first), month_path(first)
        return (
            pages.draw_apart(frame, "policylibrary/calendar.html", path, path, page)
            if page
            else None
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        month = key.rpartition(":")[2]
        if ":month:" not in key or key != month_key(site_id, date.fromisoformat(f"{month}-01")):
            return []
        return [Target(site_id, "policies_month", month)]

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        months = calendar.months_on(site_id)
        return [Target(site_id, "policies_month", month_of(month)) for month in months]
