"""Counts by site, kind, year, organ, topic and validity, with labels (分面)."""

from collections.abc import Callable, Mapping, Sequence

from zhanqun.delivery.search.records import NOT_SAID
from zhanqun.delivery.search.shapes import Directory, Facet

# Name of the filter -> field; so many values are counted.
FIELDS = {
    "site": "sites", "kind": "kind", "year": "year", "organ": "organs", "topic": "topic",
    "validity": "validity",
}  # fmt: skip
VALUES_MOST = 20


def facets(
    counted: Mapping[str, Sequence[tuple[str, int]]], names: Directory
) -> dict[str, tuple[Facet, ...]]:
    """How many of the texts have each value, most frequent first."""
    labels = _labels(names)
    return {
        name: tuple(
            Facet(value, labels[name](value), count)
            for value, count in counted[field]
            if value != NOT_SAID
        )
        for name, field in FIELDS.items()
    }


def _labels(names: Directory) -> dict[str, Callable[[str], str]]:
    return {
        "site": lambda value: names.sites[int(value)].name if int(value) in names.sites else value,
        "kind": lambda value: names.kinds.get(value, value),
        "year": str,
        "organ": str,
        "topic": str,
        "validity": lambda value: names.validity.get(value, value),
    }
