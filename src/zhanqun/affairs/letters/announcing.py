"""Which keys an act changes, on which sites (来信页面的依赖键); called in the act's transaction."""

from datetime import datetime

from zhanqun.affairs.letters import listing
from zhanqun.affairs.letters.keys import letter_key, mailbox_key, mailboxes_key, opened_key
from zhanqun.affairs.letters.models import Mailbox, Publication
from zhanqun.affairs.letters.states import PublicationState
from zhanqun.content.sites.api import SiteKind, SiteProfile
from zhanqun.foundation import feeds, targets

# What letters are among the kinds of what a search finds.
KIND_FOUND = "letter"


def publication_changed(publication: Publication, now: datetime) -> None:
    """A letter was published, or is public no longer."""
    site_ids = sites_showing(publication.letter.mailbox)
    lists = listing.stand_or_go(publication, site_ids, now)
    gone = publication.state != PublicationState.PUBLISHED
    feeds.announce(KIND_FOUND, [publication.uid])
    targets.announce({letter_key(publication.uid), *lists}, site_ids, is_urgent=gone)


def mailbox_changed(mailbox: Mailbox, *, renamed: bool = True) -> None:
    """A mailbox is new, open, closed, or has other words; renamed: another name among them."""
    site_ids = sites_showing(mailbox)
    keys = [mailbox_key(mailbox.pk)] if renamed else []
    keys += map(mailboxes_key, site_ids)
    keys += map(opened_key, filter(_has_no_other, site_ids))
    targets.announce(keys, site_ids)


def _has_no_other(site_id: int) -> bool:
    rows = Mailbox.objects.select_related("site__parent")
    return sum(site_id in sites_showing(row) for row in rows) == 1


def sites_showing(mailbox: Mailbox) -> list[int]:
    """The mailbox's own site and the portals above it, which gather all."""
    return [profile.site_id for profile in [mailbox.site, *_portals_above(mailbox.site)]]


def _portals_above(profile: SiteProfile) -> list[SiteProfile]:
    above = profile.parent
    if above is None:
        return []
    return ([above] if above.kind == SiteKind.PORTAL else []) + _portals_above(above)
