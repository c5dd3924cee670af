"""OpenSearch behind the engine's contract: for those who outgrow one index per node.

Terms are cut here as for tantivy, so the cluster needs no plug-in for Chinese; it splits at
blanks only.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch, helpers

from zhanqun.delivery.search.answering.backend import Found
from zhanqun.delivery.search.answering.lexicon import Synonyms
from zhanqun.delivery.search.answering.service import Answering
from zhanqun.delivery.search.index.schema import COUNTED, COUNTED_SEVERAL
from zhanqun.delivery.search.opensearch.conditions import Condition, OpenSearchConditions
from zhanqun.delivery.search.records import Record, Shown, record_of, shown_of
from zhanqun.delivery.search.shapes import Answer, Document, Query
from zhanqun.delivery.search.snapshots import directory_at, lexicon_at

_PAIRS = {"type": "text", "analyzer": "whitespace", "index_options": "positions"}
_WORDS = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
_KEYWORD = {"type": "keyword"}
_INDEX: dict[str, Any] = {
    "settings": {"index": {"refresh_interval": "1s", "max_result_window": 10_000}},
    "mappings": {
        "dynamic": "strict",
        "properties": {
            **dict.fromkeys(("title", "text"), _PAIRS),
            **dict.fromkeys(("title_words", "text_words"), _WORDS),
            **dict.fromkeys(("uid", "number_key", *COUNTED, *COUNTED_SEVERAL), _KEYWORD),
            # A whole title may be longer than a keyword may be; then only phrases find it.
            "whole": {"type": "keyword", "ignore_above": 400},
            "day": {"type": "integer"},
            "weight": {"type": "float"},
            "shown": {"type": "binary"},
        },
    },
}
_SECONDS = 5


class OpenSearchEngine:
    """One index of a cluster. root: the folder of names and lexicon on this node."""

    def __init__(self, url: str, index: str, root: Path) -> None:
        self._client = OpenSearch(url, timeout=_SECONDS, max_retries=1)
        self._name = index
        self._directory = directory_at(root)
        self._lexicon = lexicon_at(root)
        self._synonyms = Synonyms()
        if not self._client.indices.exists(index=index):
            self._client.indices.create(index=index, body=_INDEX)

    def search(self, query: Query, *, today: date) -> Answer:
        return self._answering().search(query, today)

    def complete(self, typed: str, *, site_id: int | None = None, limit: int = 8) -> list[str]:
        return self._answering().complete(typed, site_id, limit)

    def put(self, documents: Iterable[Document]) -> int:
        return self.put_records(map(record_of, documents))

    def put_records(self, records: Iterable[Record], *, are_new: bool = False) -> int:
        """Add or replace; the cluster replaces by id anyway, so `are_new` changes nothing."""
        done, _failed = helpers.bulk(self._client, map(self._action, records))
        return int(done)

    def remove(self, uids: Iterable[str]) -> None:
        deletions = ({"_op_type": "delete", "_index": self._name, "_id": uid} for uid in uids)
        for _ok, _result in helpers.streaming_bulk(self._client, deletions, raise_on_error=False):
            continue

    def commit(self) -> None:
        self._client.indices.refresh(index=self._name)

    def count(self) -> int:
        return int(self._client.count(index=self._name)["count"])

    def lock(self) -> None:
        """The cluster orders its writers itself."""

    def close(self) -> None:
        self._client.close()

    def delete_index(self) -> None:
        self._client.indices.delete(index=self._name)

    def _action(self, record: Record) -> dict[str, Any]:
        values = {name: value for name, value in record._asdict().items() if value not in ("", ())}
        values["shown"] = base64.b64encode(record.shown).decode()
        return {"_index": self._name, "_id": record.uid, "_source": values}

    def _answering(self) -> Answering[Condition]:
        return Answering(
            _Cluster(self._client, self._name, OpenSearchConditions()),
            self._directory.get(),
            self._lexicon.get(),
            self._synonyms,
        )


@dataclass(frozen=True, slots=True)
class _Cluster:
    """See `answering.backend.Backend`."""

    client: OpenSearch
    name: str
    conditions: OpenSearchConditions

    def find(self, condition: Condition, *, start: int, size: int, by_date: bool) -> Found:
        body: dict[str, Any] = {"from": start, "size": size, "track_total_hits": True}
        if by_date:
            body |= {"query": condition, "sort": [{"day": "desc"}, {"uid": "asc"}]}
        else:
            body |= {"query": _weighted(condition), "sort": ["_score", {"uid": "asc"}]}
        found = self._ask(body)
        return Found(_shown(found), int(found["hits"]["total"]["value"]))

    def total(self, condition: Condition) -> int:
        return int(self.client.count(index=self.name, body={"query": condition})["count"])

    def titles(self, condition: Condition, *, size: int, by_date: bool) -> list[str]:
        order = [{"day": "desc"}] if by_date else ["_score"]
        found = self._ask({"query": condition, "size": size, "sort": order})
        return [shown.title for shown in _shown(found)]

    def counted(
        self, condition: Condition, fields: Sequence[str], size: int
    ) -> dict[str, list[tuple[str, int]]]:
        counting = {name: {"terms": {"field": name, "size": size}} for name in fields}
        found = self._ask({"query": condition, "size": 0, "aggs": counting})
        return {
            name: [
                (str(one["key"]), int(one["doc_count"]))
                for one in found["aggregations"][name]["buckets"]
            ]
            for name in fields
        }

    def _ask(self, body: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self.client.search(index=self.name, body=body)
        return answer


def _weighted(condition: Condition) -> Condition:
    """The score times log(2 + weight), as tantivy does it."""
    factor = {"field": "weight", "modifier": "log2p", "missing": 0}
    return {"function_score": {"query": condition, "field_value_factor": factor}}


def _shown(found: dict[str, Any]) -> list[Shown]:
    return [
        shown_of(one["_id"], base64.b64decode(one["_source"]["shown"]))
        for one in found["hits"]["hits"]
    ]
