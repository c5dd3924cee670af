"""The rows of articles and placements, by COPY."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from _cluster.copying import Row, copy_rows, without_indexes
from _cluster.rows import Item, Maker
from _cluster.structure import build_structure
from _cluster.texts import read_texts

SITES = 100
PART = 10_000


@dataclass(frozen=True)
class Cluster:
    """towns: one for each site with articles, so that `town.published()` publishes there."""

    towns: list[Any]
    articles: int
    placements: int


def make_cluster(articles: int, *, sites: int = SITES, seed: int = 1) -> Cluster:
    """Fill an empty installation."""
    from town import NOW

    homes = build_structure(sites - 1)  # the portal is one
    maker = Maker(homes, read_texts(), NOW, seed)
    writer = _Writer(homes[0].town.people["officer"])
    items = maker.items(articles)
    with without_indexes("zq_library_article", "zq_library_placement"):
        while part := list(islice(items, PART)):
            writer.write(part)
    _settle(maker.numbers)
    return Cluster([home.town for home in homes], articles, writer.placements)


class _Writer:
    """Whole rows: what an item does not say is what a new row of the model would have."""

    def __init__(self, author: Any) -> None:
        from wagtail.models import Locale

        from zhanqun.content.library.api import Article, Placement

        self.author = author
        self._article = Row(
            Article(author=author, locale=Locale.objects.get(language_code="zh-hans"), live=True)
        )
        self._placement = Row(Placement(state="live", offered_by=author, decided_by=author))
        self.articles = self.placements = 0

    def write(self, items: list[Item]) -> None:
        first = self.articles
        copy_rows(self._article.table, self._article.names, map(self._article_row, items))
        copy_rows(
            self._placement.table,
            self._placement.names,
            (
                row
                for place, item in enumerate(items, first + 1)
                for row in self._placement_rows(place, item)
            ),
        )

    def _article_row(self, item: Item) -> list[Any]:
        self.articles += 1
        return self._article.filled(
            id=self.articles,
            uid=item.uid,
            translation_key=item.uid,
            code=item.code,
            slug=item.slug,
            kind=item.kind,
            title=item.title,
            body=item.body,
            unit_id=item.unit_id,
            created_at=item.at,
            updated_at=item.at,
            first_published_at=item.at,
            last_published_at=item.at,
            published_text_at=item.at,
            **item.fields,
        )

    def _placement_rows(self, article_id: int, item: Item) -> Iterator[list[Any]]:
        for at, placed in enumerate(item.placed):
            self.placements += 1
            yield self._placement.filled(
                id=self.placements,
                uid=UUID(int=item.uid.int ^ (at + 1)),
                article_id=article_id,
                column_id=placed.column_id,
                site_id=placed.site_id,
                is_home=at == 0,
                number=placed.number,
                related=placed.related,
                offered_at=item.at,
                decided_at=item.at,
                live_at=item.at,
            )


def _settle(numbers: dict[int, int]) -> None:
    """Sequences and columns go on where the rows end; the planner knows what there is."""
    from django.db import connection

    from zhanqun.content.sites.api import Column

    for column in Column.objects.filter(pk__in=numbers):
        Column.objects.filter(pk=column.pk).update(next_number=numbers[column.pk] + 1)
    with connection.cursor() as cursor:
        cursor.execute(_BLOCKS)
        for table in ("zq_library_article", "zq_library_placement"):
            cursor.execute(
                f"select setval(pg_get_serial_sequence('{table}', 'id'), max(id)) from {table}"
            )
        cursor.execute("vacuum analyze")


# What the parts of the sitemaps hold.
_BLOCKS = """
insert into zq_library_listblock (column_id, block, changed_at, is_listed)
select column_id, (number - 1) / 500 + 1, max(live_at), true from zq_library_placement group by 1, 2
"""
