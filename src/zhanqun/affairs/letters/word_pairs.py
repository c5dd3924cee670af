"""Pairs of neighbouring characters of a title, by which like titles are found (相邻字对).

Chinese has no blanks, so that the trigrams of pg_trgm miss words of two characters (路灯 in two
titles); pairs do not. The database computes and keeps them itself.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models


class WordPairs(models.Func):
    """The pairs of a text, each once; blanks and punctuation left out."""

    function = "zq_word_pairs"
    output_field = ArrayField(models.TextField())


def pairs_of(field: str) -> Any:
    """A column that holds the pairs of another one."""
    return models.GeneratedField(
        expression=WordPairs(field),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
        editable=False,
    )


# A pair that more rows have than this finds too much to be looked for, as far as there are others.
ROWS_MOST, LEFT_LEAST = 500, 3
_COMMON = """
select s.most_common_elems::text::text[], s.most_common_elem_freqs, c.reltuples
from pg_stats s join pg_class c on c.oid = %s::regclass
where s.schemaname = c.relnamespace::regnamespace::text
    and s.tablename = c.relname and s.attname = 'pairs'
"""


def telling_of(pairs: Collection[str], model: type[models.Model]) -> list[str]:
    """Those of the pairs worth looking for in a table, by the database's own statistics."""
    with connection.cursor() as cursor:
        cursor.execute(_COMMON, [model._meta.db_table])
        elements, shares, rows = cursor.fetchone() or ((), (), 0)
    counts = {pair: share * rows for pair, share in zip(elements or (), shares or (), strict=False)}
    rarest = sorted(pairs, key=lambda pair: (counts.get(pair, 0), pair))
    few = [pair for pair in rarest if counts.get(pair, 0) <= ROWS_MOST]
    return few if len(few) >= LEFT_LEAST else rarest[:LEFT_LEAST]
