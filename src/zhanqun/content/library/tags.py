"""Tags: the keywords of live articles, by which pages gather them (关键词汇聚)."""

import re
import unicodedata
from collections.abc import Iterable

from zhanqun.content.library.keys import heading_key, tag_key
from zhanqun.content.library.models import Article, Tagging
from zhanqun.content.library.public import Heading
from zhanqun.foundation.dependencies import depends_on

TAG_LENGTH = 60
APART = re.compile(r"[\s,，、;；|]+")


def tags_in(keywords: str) -> list[str]:
    """The tags that keywords name, each once, in one form: full width and capitals are folded."""
    plain = unicodedata.normalize("NFKC", keywords).lower()
    return list(dict.fromkeys(tag[:TAG_LENGTH] for tag in APART.split(plain) if tag))


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
