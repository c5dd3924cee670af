"""Pairs of neighbouring characters of a title, by which like titles are found (相邻字对).

Chinese has no blanks, so that the trigrams of pg_trgm miss words of two characters (路灯 in two
titles); pairs do not. The database computes and keeps them itself.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


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
