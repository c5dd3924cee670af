"""Links to the subsites of a portal (部门区县子站)."""

from datetime import datetime

from zhanqun.content.library import api as library
from zhanqun.content.pages.builders.frame import Frame
from zhanqun.content.pages.shapes import Link
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import SiteKind, SiteProfile
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on


def subsite_links(frame: Frame) -> tuple[Link, ...]:
    """Subsites of a portal; the foreign edition has its place among the languages."""
    return tuple(_subsite_link(row) for row in _subsites(frame))


def dated_subsite_links(frame: Frame) -> tuple[Link, ...]:
    """The same, each with the day on which its texts last changed (最近更新)."""
    profiles = _subsites(frame)
    depends_on(*(library.day_key(row.site_id) for row in profiles))
    changed = library.last_changes(row.site_id for row in profiles)
    return tuple(_subsite_link(row, changed.get(row.site_id)) for row in profiles)


def _subsites(frame: Frame) -> list[SiteProfile]:
    depends_on(sites.subsites_key(frame.profile.site_id))
    below = sites.profiles().filter(parent=frame.profile)
    return list(below.exclude(kind=SiteKind.FOREIGN))


def _subsite_link(profile: SiteProfile, changed_at: datetime | None = None) -> Link:
    depends_on(sites.short_name_key(profile.site_id), sites.address_key(profile.site_id))
    note = f"{clock.day_of(changed_at):%Y-%m-%d}" if changed_at else ""
    return Link(profile.short_name, profile.base_url + "/", note=note)
