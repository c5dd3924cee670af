"""One act of the gate: its record, and what upper rooms are told (发布记录)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Placement
from zhanqun.content.review.changes import Change, announce
from zhanqun.content.review.models import Publication
from zhanqun.content.sites import api as sites
from zhanqun.core.units.api import User


def record_act(
    article: Article,
    act: str,
    by: User | None,
    now: datetime,
    placements: Iterable[Placement],
    *,
    keys: frozenset[str] | None = None,
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
            keys=keys if keys is not None else keys_of(article, placements),
            site_ids=frozenset(placement.site_id for placement in placements),
        )
    )
    return publication


def keys_of(
    article: Article, live: Iterable[Placement], fresh: Iterable[Placement] | None = None
) -> frozenset[str]:
    """Dependency keys of an act: the article, and the lists that gain or lose it."""
    keys = {library.article_key(article.uid)}
    for placement in live if fresh is None else fresh:
        keys.add(library.top_key(placement.column_id))
        if placement.number:
            keys.add(library.bucket_key(placement.column_id, library.bucket_of(placement.number)))
        if placement.number == 1:
            keys.add(sites.opened_key(placement.column_id))
    return frozenset(keys)
