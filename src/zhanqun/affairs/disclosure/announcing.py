"""Which keys an act changes, on which sites (公开页面的依赖键); called in the act's transaction."""

from zhanqun.affairs.disclosure.keys import (
    counts_key,
    gazette_key,
    guide_key,
    issue_key,
    newest_key,
    opened_key,
    publisher_key,
    publishers_key,
)
from zhanqun.affairs.disclosure.models import Guide, Issue, Publisher
from zhanqun.content.sites.api import SiteKind, SiteProfile
from zhanqun.foundation import feeds, targets

# What guides are among the kinds of what a search finds.
KIND_FOUND = "guide"


def publisher_changed(publisher: Publisher, *former: SiteProfile) -> None:
    """One is new, or has another name, place or site; former: sites on which it stood."""
    site_ids = {key for site in (publisher.site, *former) for key in sites_above(site)}
    keys = {publisher_key(publisher.pk), *map(publishers_key, site_ids)}
    guides = Guide.objects.filter(publisher=publisher).values_list("uid", flat=True)
    feeds.announce(KIND_FOUND, list(guides))
    issues = Issue.objects.filter(publisher=publisher).values_list("uid", flat=True)
    if issues:  # its gazette stands where it stands, under its name
        keys |= {*map(issue_key, issues), *map(gazette_key, site_ids)}
    targets.announce(keys | set(map(opened_key, site_ids)), site_ids)


def entry_changed(publisher: Publisher, lists: set[str], *, is_gone: bool) -> None:
    """An entry is public, anew or no longer; lists: the keys of the lists that it changes."""
    site_ids = sites_above(publisher.site)
    keys = {*lists, counts_key(publisher.pk), *map(newest_key, site_ids)}
    targets.announce(keys, site_ids, is_urgent=is_gone)


def guide_changed(guide: Guide) -> None:
    feeds.announce(KIND_FOUND, [guide.uid])
    targets.announce([guide_key(guide.publisher_id)], [guide.publisher.site.site_id])


def issue_changed(issue: Issue, files: set[str], *, is_gone: bool = False) -> None:
    """files: keys of the files that became public or private with it."""
    site_id = issue.publisher.site.site_id
    keys = {issue_key(issue.uid), gazette_key(site_id), *files}
    targets.announce(keys, [site_id], is_urgent=is_gone)


def sites_above(profile: SiteProfile) -> list[int]:
    """A site and the portals above it, which gather all."""
    above = profile.parent
    return [profile.site_id, *(_portals(above) if above else [])]


def _portals(profile: SiteProfile) -> list[int]:
    found = [profile.site_id] if profile.kind == SiteKind.PORTAL else []
    return found + (_portals(profile.parent) if profile.parent else [])
