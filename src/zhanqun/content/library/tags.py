"""Tags: the keywords of live articles, by which pages gather them (关键词汇聚)."""

import re
import unicodedata
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from zhanqun.content.library.keys import heading_key, placed_key, tag_key
from zhanqun.content.library.models import Article, Placement, Tagging
from zhanqun.content.library.public import Heading
from zhanqun.content.library.states import PlacementState
from zhanqun.foundation.dependencies import depends_on, once_each

TAG_LENGTH = 60
# So many texts of one tag on a site.
TAGGED = 12
APART = re.compile(r"[\s,，、;；|]+")


def tags_in(keywords: str) -> list[str]:
    """The tags that keywords name, each once, in one form: full width and capitals are folded."""
    return list(dict.fromkeys(tag[:TAG_LENGTH] for tag in APART.split(_folded(keywords)) if tag))


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).lower()


def retag(article: Article) -> frozenset[str]:
    """Bring the tags of an article to what the public has now; none once it is withdrawn.

    Returns the dependency keys of those that it gained; whatever shows it holds its heading key.
    """
    wanted = set(tags_in(article.keywords)) if article.live else set()
    rows = Tagging.objects.filter(article=article)
    held = set(rows.values_list("tag", flat=True))
    if held - wanted:
        rows.exclude(tag__in=wanted).delete()
    Tagging.objects.bulk_create(
        Tagging(article=article, tag=tag, at=article.first_published_at)
        for tag in sorted(wanted - held)
    )
    return frozenset(tag_key(tag) for tag in wanted ^ held)


def newest_tagged(tags: Iterable[str], count: int) -> list[Heading]:
    """The newest live articles of all sites with any of these tags (按关键词汇聚)."""
    wanted = list(tags)
    depends_on(*(tag_key(tag) for tag in wanted))
    found: dict[int, Heading] = {}
    for tag in wanted:
        rows = Tagging.objects.filter(tag=tag).order_by("-at", "-article_id")
        values = rows.values_list(*(f"article__{name}" for name in Heading._fields))
        found |= {row.pk: row for row in map(Heading._make, values[:count])}
    newest = sorted(found.values(), key=lambda row: row.first_published_at, reverse=True)[:count]
    depends_on(*(heading_key(row.uid) for row in newest))
    return newest


def tagged_on(site_id: int, tag: str) -> list[Heading]:
    """The newest texts on a site that bear a tag, at most TAGGED (关键词聚合).

    tag: as somebody wrote it, such as a leader's name; full width and capitals are folded.
    """
    depends_on(tag_key(_folded(tag)))
    found = tagged([(site_id, tag)])[site_id, tag] or []
    for row in found:
        depends_on(heading_key(row.uid), placed_key(row.uid, site_id))
    return found


def tagged(names: Iterable[tuple[int, str]]) -> dict[tuple[int, str], list[Heading] | None]:
    """The same by site and tag; a query each, since each stops at its newest."""
    return once_each("tagged", names, _read_tagged)


def _read_tagged(names: list[tuple[int, str]]) -> dict[tuple[int, str], list[Heading]]:
    on_site = Placement.objects.filter(article=OuterRef("article"), state=PlacementState.LIVE)
    found = {}
    for site_id, tag in names:
        rows = Tagging.objects.filter(Exists(on_site.filter(site_id=site_id)), tag=_folded(tag))
        values = rows.values_list(*(f"article__{name}" for name in Heading._fields))
        newest = values.order_by("-at", "-article_id")[:TAGGED]
        found[site_id, tag] = [Heading._make(row) for row in newest]
    return found
