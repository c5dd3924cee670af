"""One act of the gate: its record, and what upper rooms are told (发布记录)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Placement, PlacementState
from zhanqun.content.review.changes import Change, announce
from zhanqun.content.review.models import Publication
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.core.units.api import User
from zhanqun.foundation import clock


def record_act(
    article: Article,
    act: str,
    by: User | None,
    now: datetime,
    placements: Iterable[Placement],
    *,
    keys: frozenset[str],
    digest: str = "",
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> Publication:
    placements = list(placements)
    publication = Publication.objects.create(
        article=article,
        act=act,
        digest=digest,
        by=by,
        at=now,
        reason=reason[:300],
        details=details or {"columns": [str(row.column) for row in placements]},
    )
    announce(
        Change(
            publication_id=publication.pk,
            article_id=article.pk,
            keys=keys,
            site_ids=frozenset(placement.site_id for placement in placements),
        )
    )
    return publication


def keys_of_text(article: Article) -> frozenset[str]:
    """The whole article changed, with what lists show of it."""
    return frozenset({library.article_key(article.uid), library.heading_key(article.uid)})


def keys_gained(article: Article, placements: Collection[Placement]) -> frozenset[str]:
    """Placements went live: the lists that gain them, and the article's pages on their sites."""
    keys: set[str] = set()
    for placement in placements:
        number = placement.number or 0
        keys |= {
            library.top_key(placement.column_id),
            library.bucket_key(placement.column_id, library.bucket_of(number)),
            library.newest_key(placement.site_id),
            *(library.tag_key(tag) for tag in library.tags_in(article.keywords)),
        }
        if number == 1:
            keys |= {
                sites.opened_key(placement.column_id),
                *sites.keys_of_showing(placement.column),
            }
    return frozenset(keys | _keys_of_places(article, placements))


def keys_lost(article: Article, placements: Collection[Placement]) -> frozenset[str]:
    """Placements are no longer live: whatever shows them holds their own keys."""
    gone = {library.placement_key(placement.pk) for placement in placements}
    return frozenset(gone | _keys_of_places(article, placements))


def _keys_of_places(article: Article, placements: Collection[Placement]) -> set[str]:
    keys = {library.placed_key(article.uid, row.site_id) for row in placements}
    homes = Placement.objects.filter(article=article, is_home=True, state=PlacementState.LIVE)
    if any(row.is_home for row in placements) or (placements and not homes.exists()):
        keys.add(library.home_key(article.uid))
    return keys


def refer_to_files(
    article: Article, files: Collection[attachments.Attachment]
) -> tuple[frozenset[str], list[attachments.Attachment]]:
    """Make these the files that the article's page refers to (附件引用).

    Returns the keys of those that it begins or ceases to refer to, and the files that are
    private again.
    """
    owner = library.article_key(article.uid)
    former = attachments.files_referred_to(owner)
    private = attachments.refer_to(owner, [row.uid for row in files])
    changed = {row.key for row in former} ^ {row.key for row in files}
    return frozenset(attachments.file_key(key) for key in changed), private


def keys_of_sitemap(article: Article, site_ids: Iterable[int], now: datetime) -> frozenset[str]:
    """The parts of these sites' sitemaps in which an article stands or stood; notes when."""
    rows = Placement.objects.filter(
        article=article, site_id__in=set(site_ids), number__isnull=False
    )
    placements = list(rows)
    days = _keys_of_days({row.site_id for row in placements}, now)
    library.note_blocks(placements, now)
    return days | frozenset(
        key
        for row in placements
        if row.number
        for key in (
            library.block_key(row.column_id, library.block_of(row.number)),
            library.sitemap_key(row.site_id),
        )
    )


def _keys_of_days(site_ids: Iterable[int], now: datetime) -> frozenset[str]:
    """Sites whose texts change for the first time on this day: others show that day of them."""
    midnight = clock.beijing(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return frozenset(
        library.day_key(site_id)
        for site_id in site_ids
        if not library.has_changed_since(site_id, midnight)
    )
