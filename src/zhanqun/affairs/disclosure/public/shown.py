"""What other pages show of disclosure (首页、网站地图): where it stands."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure.keys import gazette_key, opened_key
from zhanqun.affairs.disclosure.listing import ALL
from zhanqun.affairs.disclosure.public import gazette, reading
from zhanqun.affairs.disclosure.public.addresses import (
    GAZETTE,
    INDEX,
    guide_path,
    issue_path,
    list_path,
    publisher_path,
    request_url,
    year_path,
)
from zhanqun.affairs.disclosure.public.lists import title_of
from zhanqun.content.pages.api import Link, LinkGroup, Listed, LiveFigures

# The one part of the sitemap: texts stand in those of their columns.
PAGES = "pages"


def on_home(site_id: int, values: Mapping[str, Any], now: datetime) -> LiveFigures | None:
    """For the block 信息公开: the way to apply, unless the block names one, and to the platform."""
    if not reading.has_pages(site_id):
        return None
    rows = reading.own_publishers(site_id)
    url = next((found for row in rows if (found := request_url(row, site_id))), "")
    note = _("20个工作日内答复")
    apply_link = (Link(_("依申请公开"), url, note=note),) if url and not values["apply_url"] else ()
    return LiveFigures((), url=INDEX, links=(*apply_link, Link(_("政府信息公开"), INDEX)))


def on_map(site_id: int) -> LinkGroup | None:
    """The group of the site map."""
    if not (reading.has_pages(site_id) or gazette.has_gazette(site_id)):
        return None
    rows = reading.own_publishers(site_id)
    several = len(rows) > 1
    links = [
        Link(row.unit.short_name or row.unit.name, publisher_path(row.code))
        for row in rows
        if several
    ]
    for row in rows:
        if not several and ALL in reading.lists_of(row):
            links.append(Link(title_of(ALL), list_path(row.code, ALL)))
        if not several and reading.guide_of(row):
            links.append(Link(_("政府信息公开指南"), guide_path(row.code)))
    if gazette.has_gazette(site_id):
        links.append(Link(_("政府公报"), GAZETTE))
    return LinkGroup(_("政府信息公开"), INDEX, tuple(links))


class InSitemap:
    """One part: pages of publishers with their lists, and the gazette."""

    def parts(self, site_id: int) -> Iterable[str]:
        has_any = reading.has_pages(site_id) or gazette.has_gazette(site_id)
        return [PAGES] if has_any else []

    def listed(self, site_id: int, part: str) -> Listed:
        if not (reading.has_pages(site_id) or gazette.has_gazette(site_id)):
            return
        if reading.has_pages(site_id):
            yield INDEX, None
        for row in reading.own_publishers(site_id):
            yield publisher_path(row.code), None
            if guide := reading.guide_of(row):
                yield guide_path(row.code), guide.written_at
            for of in reading.lists_of(row):
                yield list_path(row.code, of), None
        yield from _of_gazette(site_id)

    def opened_by(self, key: str, site_id: int) -> Iterable[str]:
        return [PAGES] if key in (opened_key(site_id), gazette_key(site_id)) else []


def _of_gazette(site_id: int) -> Listed:
    rows = gazette.issues_on(site_id)
    if rows:
        yield GAZETTE, rows[0].changed_at
    for year in gazette.years_on(site_id):
        yield year_path(year), None
    for row in rows:
        yield issue_path(row), row.changed_at
