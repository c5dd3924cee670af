"""Conditions of OpenSearch's query language (OpenSearch 检索条件)."""

from collections.abc import Sequence
from typing import Any

Condition = dict[str, Any]


class OpenSearchConditions:
    """Makes queries as JSON; see `answering.asking.Conditions`."""

    def is_common(self, name: str, value: str) -> bool:
        """The cluster skips what cannot come among the best by itself."""
        return False

    def term(self, name: str, value: str) -> Condition:
        return {"term": {name: value}}

    def phrase(self, name: str, pairs: Sequence[str]) -> Condition:
        return {"match_phrase": {name: " ".join(pairs)}}

    def every(self, parts: Sequence[Condition]) -> Condition:
        return {"bool": {"must": list(parts)}}

    def some(self, parts: Sequence[Condition], *, least: int = 1) -> Condition:
        return {"bool": {"should": list(parts), "minimum_should_match": least}}

    def but_not(self, wanted: Condition, excluded: Condition) -> Condition:
        return {"bool": {"must": [wanted], "must_not": [excluded]}}

    def better(self, needed: Condition, hints: Sequence[Condition]) -> Condition:
        return {"bool": {"must": [needed], "should": list(hints)}}

    def fixed(self, part: Condition, score: float) -> Condition:
        return {"constant_score": {"filter": part, "boost": score}}

    def boosted(self, part: Condition, factor: float) -> Condition:
        return {"bool": {"must": [part], "boost": factor}}
