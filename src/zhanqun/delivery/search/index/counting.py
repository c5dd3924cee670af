"""Counts by site, kind, year, organ and validity (分面)."""

from collections.abc import Callable
from typing import Any

import tantivy

from zhanqun.delivery.search.shapes import Directory, Facet

# Name of the filter -> field; so many values are counted.
FIELDS = {
    "site": "sites", "kind": "kind", "year": "year", "organ": "organs", "validity": "validity",
}  # fmt: skip
VALUES_MOST = 20
_COUNTING = {
    name: {"terms": {"field": field, "size": VALUES_MOST, "segment_size": 1000}}
    for name, field in FIELDS.items()
}


def counts(
    searcher: tantivy.Searcher, matching: tantivy.Query, names: Directory
) -> dict[str, tuple[Facet, ...]]:
    """How many of the texts have each value, most frequent first."""
    counted: dict[str, Any] = searcher.aggregate(matching, _COUNTING)
    labels = _labels(names)
    return {
        name: tuple(
            Facet(value=value, label=labels[name](value), count=int(bucket["doc_count"]))
            for bucket in counted[name]["buckets"]
            if (value := _value(bucket["key"]))
        )
        for name in FIELDS
    }


def _value(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)


def _labels(names: Directory) -> dict[str, Callable[[str], str]]:
    return {
        "site": lambda value: names.sites[int(value)].name if int(value) in names.sites else value,
        "kind": lambda value: names.kinds.get(value, value),
        "year": str,
        "organ": str,
        "validity": lambda value: names.validity.get(value, value),
    }
