"""The index of this node (本机索引): tantivy behind the engine's contract."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tantivy

from zhanqun.delivery.search.answering.backend import Found
from zhanqun.delivery.search.answering.lexicon import Synonyms
from zhanqun.delivery.search.answering.service import Answering
from zhanqun.delivery.search.index import schema
from zhanqun.delivery.search.index.conditions import TantivyConditions
from zhanqun.delivery.search.records import Record, Shown, record_of, shown_of
from zhanqun.delivery.search.shapes import Answer, Document, Query
from zhanqun.delivery.search.snapshots import directory_at, lexicon_at

# What the writer may hold in memory before it writes a segment.
WRITER_BYTES, WRITER_THREADS = 100_000_000, 2
# Values that a segment hands up, so that those of all segments can be added exactly.
_A_SEGMENT = 1000
# So many different groups of sites are counted by group; where there are more, site by site.
_VALUES_TOGETHER = 2000

_COUNTS_KEPT = 500
Counts = dict[str, list[tuple[str, int]]]


class TantivyEngine:
    """One index folder. Reading needs no lock; the first write takes the folder's.

    root: where names and lexicon lie; the folder above by default.
    """

    def __init__(self, folder: Path, root: Path | None = None) -> None:
        self._schema = schema.build()
        self._index = _open(folder, self._schema)
        self._writer: tantivy.IndexWriter | None = None
        self._meta = folder / "meta.json"
        self._state: tuple[tuple[int, int], tantivy.Searcher, dict[str, Counts]] | None = None
        self._directory = directory_at(root or folder.parent)
        self._lexicon = lexicon_at(root or folder.parent)
        self._synonyms = Synonyms()

    # --- Asking -----------------------------------------------------------------------------

    def search(self, query: Query, *, today: date) -> Answer:
        return self._answering().search(query, today)

    def complete(self, typed: str, *, site_id: int | None = None, limit: int = 8) -> list[str]:
        return self._answering().complete(typed, site_id, limit)

    def count(self) -> int:
        return int(self._newest()[0].num_docs)

    def _answering(self) -> Answering[tantivy.Query]:
        searcher, counts = self._newest()
        return Answering(
            _State(searcher, TantivyConditions(self._schema, searcher), counts),
            self._directory.get(),
            self._lexicon.get(),
            self._synonyms,
        )

    def _newest(self) -> tuple[tantivy.Searcher, dict[str, Counts]]:
        """The newest committed state, whichever process committed it, and what was counted in it:
        both at once, since threads ask side by side."""
        meta = self._meta.stat()
        seen = (meta.st_ino, meta.st_mtime_ns)
        state = self._state
        if state is None or state[0] != seen:
            self._index.reload()
            self._state = state = (seen, self._index.searcher(), {})
        return state[1], state[2]

    # --- Feeding ----------------------------------------------------------------------------

    def put(self, documents: Iterable[Document]) -> int:
        return self.put_records(map(record_of, documents))

    def put_records(self, records: Iterable[Record], *, are_new: bool = False) -> int:
        """Add or replace what has been cut into terms already; `are_new`: nothing to replace."""
        writer, number = self._writing(), 0
        for record in records:
            if not are_new:
                writer.delete_documents_by_term("uid", record.uid)
            writer.add_document(schema.as_tantivy(record))
            number += 1
        return number

    def remove(self, uids: Iterable[str]) -> None:
        for uid in uids:
            self._writing().delete_documents_by_term("uid", uid)

    def commit(self) -> None:
        if self._writer is not None:
            self._writer.commit()

    def close(self) -> None:
        """Let another process write; what was not committed is dropped."""
        if self._writer is not None:
            self._writer.rollback()
            self._writer.wait_merging_threads()
            self._writer = None

    def lock(self) -> None:
        """Take the writer's lock now. Raises ValueError where another process has it."""
        self._writing()

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(WRITER_BYTES, WRITER_THREADS)
        return self._writer


@dataclass(frozen=True, slots=True)
class _State:
    """One committed state of the index; see `answering.backend.Backend`.

    counts: what was counted in this state already, since counting common words takes longest.
    """

    searcher: tantivy.Searcher
    conditions: TantivyConditions
    counts: dict[str, Counts]

    def find(self, condition: tantivy.Query, *, start: int, size: int, by_date: bool) -> Found:
        order: dict[str, Any] = (
            {"order_by_field": "day"} if by_date else {"weight_by_field": "weight"}
        )
        # Its type description leaves out how many there are.
        found: Any = self.searcher.search(condition, size, offset=start, **order)
        return Found([self._shown(address) for _key, address in found.hits], found.count)

    def total(self, condition: tantivy.Query) -> int:
        """Told from the counts where there are some: every text has one kind."""
        if known := self.counts.get(repr(condition), {}).get("kind"):
            return sum(count for _value, count in known)
        # With one score for all, nothing is ranked.
        found: Any = self.searcher.search(tantivy.Query.const_score_query(condition, 1.0), 1)
        return int(found.count)

    def titles(self, condition: tantivy.Query, *, size: int, by_date: bool) -> list[str]:
        order: dict[str, Any] = {"order_by_field": "day"} if by_date else {}
        found = self.searcher.search(condition, size, count=False, **order)
        return [self._shown(address).title for _key, address in found.hits]

    def counted(self, condition: tantivy.Query, fields: Sequence[str], size: int) -> Counts:
        key = repr(condition)
        if key not in self.counts:
            if len(self.counts) >= _COUNTS_KEPT:
                self.counts.clear()
            self.counts[key] = self._count(condition, fields, size)
        return self.counts[key]

    def _count(self, condition: tantivy.Query, fields: Sequence[str], size: int) -> Counts:
        sizes = {name: size for name in fields if name != schema.SITES}
        if schema.SITES in fields:
            sizes[schema.TOGETHER] = _VALUES_TOGETHER
        found = self._buckets(condition, sizes)
        counts = {name: _counts(found[name]) for name in sizes}
        together = counts.pop(schema.TOGETHER, [])
        if schema.SITES in fields and not found[schema.TOGETHER]["sum_other_doc_count"]:
            counts[schema.SITES] = _each(together).most_common(size)
        elif schema.SITES in fields:
            found = self._buckets(condition, {schema.SITES: size})
            counts[schema.SITES] = _counts(found[schema.SITES])
        return counts

    def _buckets(self, condition: tantivy.Query, sizes: Mapping[str, int]) -> dict[str, Any]:
        wanted = {
            name: {"terms": {"field": name, "size": size, "segment_size": max(size, _A_SEGMENT)}}
            for name, size in sizes.items()
        }
        found: dict[str, Any] = self.searcher.aggregate(condition, wanted)
        return found

    def _shown(self, address: tantivy.DocAddress) -> Shown:
        kept = self.searcher.doc(address)
        return shown_of(str(kept.get_first("uid")), bytes(kept.get_first("shown") or b""))


def _counts(found: Mapping[str, Any]) -> list[tuple[str, int]]:
    return [(str(one["key"]), int(one["doc_count"])) for one in found["buckets"]]


def _each(together: Iterable[tuple[str, int]]) -> Counter[str]:
    """How many texts each site shows, of how many each group of sites shows."""
    sites: Counter[str] = Counter()
    for group, count in together:
        for site in group.split(schema.BETWEEN):
            sites[site] += count
    return sites


def _open(folder: Path, fields: tantivy.Schema) -> tantivy.Index:
    """A new index in an empty folder, else the one that is there. Raises where it is damaged."""
    if (folder / "cursor.json").exists():
        index = tantivy.Index.open(str(folder))
    else:
        folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(fields, str(folder))
    index.config_reader("Manual")
    return index
