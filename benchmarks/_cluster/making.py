"""The rows of articles and placements, by COPY."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from _cluster.rows import Item, Maker
from _cluster.structure import build_structure
from _cluster.texts import read_texts

SITES = 100
PART = 10_000
Watch = Callable[[Item], None]


@dataclass(frozen=True)
class Cluster:
    """towns: one for each site with articles, so that `town.published()` publishes there."""

    towns: list[Any]
    articles: int
    placements: int


def make_cluster(
    articles: int, *, sites: int = SITES, seed: int = 1, watch: Watch | None = None
) -> Cluster:
    """Fill an empty installation; `watch` is shown every article as it goes in."""
    from town import NOW

    homes = build_structure(sites - 1)  # the portal is one
    maker = Maker(homes, read_texts(), NOW, seed)
    writer = _Writer(homes[0].town.people["officer"])
    items = maker.items(articles)
    with without_indexes("zq_library_article", "zq_library_placement"):
        while part := list(islice(items, PART)):
            writer.write(part)
            for item in part if watch else ():
                watch(item)
    _settle(maker.numbers)
    return Cluster([home.town for home in homes], articles, writer.placements)


class _Writer:
    """Whole rows: what an item does not say is what a new row of the model would have."""

    def __init__(self, author: Any) -> None:
        from wagtail.models import Locale

        from zhanqun.content.library.api import Article, Placement

        self.author = author
        self._article = _Row(
            Article(author=author, locale=Locale.objects.get(language_code="zh-hans"), live=True)
        )
        self._placement = _Row(Placement(state="live", offered_by=author, decided_by=author))
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


class _Row:
    """The columns of a model's table, with the values of one of its instances."""

    def __init__(self, instance: Any) -> None:
        self.table = instance._meta.db_table
        fields = instance._meta.concrete_fields
        self.names = [field.column for field in fields]
        self._places = {name: place for place, name in enumerate(self.names)}
        self._values = [getattr(instance, field.attname) for field in fields]

    def filled(self, **values: Any) -> list[Any]:
        row = self._values.copy()
        for name, value in values.items():
            row[self._places[name]] = value
        return row


def copy_rows(table: str, names: list[str], rows: Iterable[list[Any]]) -> None:
    from django.db import connection

    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor, cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def without_indexes(*tables: str) -> Iterator[None]:
    """Indexes that hold no constraint are made anew afterwards, which is faster."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
            " where indrelid::regclass::text = any(%s) and not indisunique",
            [list(tables)],
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"drop index {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("set maintenance_work_mem = '512MB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("reset maintenance_work_mem")


def _settle(numbers: dict[int, int]) -> None:
    """Sequences and columns go on where the rows end; the planner knows what there is."""
    from django.db import connection

    from zhanqun.content.sites.api import Column

    for column in Column.objects.filter(pk__in=numbers):
        Column.objects.filter(pk=column.pk).update(next_number=numbers[column.pk] + 1)
    with connection.cursor() as cursor:
        for table in ("zq_library_article", "zq_library_placement"):
            cursor.execute(
                f"select setval(pg_get_serial_sequence('{table}', 'id'), max(id)) from {table}"
            )
        cursor.execute("vacuum analyze")
