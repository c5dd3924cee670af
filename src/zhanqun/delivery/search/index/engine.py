"""The index of this node (本机索引): tantivy behind the engine's contract."""

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import tantivy
from django.utils.translation import gettext as _

from zhanqun.delivery.search.analysis.folding import is_broken
from zhanqun.delivery.search.analysis.reading import Asked, understand
from zhanqun.delivery.search.index import schema
from zhanqun.delivery.search.index.asking import Asking
from zhanqun.delivery.search.index.completing import titles_like
from zhanqun.delivery.search.index.counting import counts
from zhanqun.delivery.search.index.records import Record, as_tantivy, record_of, shown_of
from zhanqun.delivery.search.index.showing import hit_of
from zhanqun.delivery.search.index.suggesting import suggestion
from zhanqun.delivery.search.lexicon import Synonyms, bets_for, hot_like
from zhanqun.delivery.search.shapes import PAGES_MOST, Answer, Document, Order, Query
from zhanqun.delivery.search.snapshots import directory_at, lexicon_at

# What the writer may hold in memory before it writes a segment.
WRITER_BYTES, WRITER_THREADS = 100_000_000, 2
PER_PAGE_MOST = 50


class TantivyEngine:
    """One index folder. Reading needs no lock; the first write takes the folder's.

    root: where names and lexicon lie; the folder above by default.
    """

    def __init__(self, folder: Path, root: Path | None = None) -> None:
        self._schema = schema.build()
        self._index = _open(folder, self._schema)
        self._writer: tantivy.IndexWriter | None = None
        self._meta = folder / "meta.json"
        self._seen = (0, 0)
        self._directory = directory_at(root or folder.parent)
        self._lexicon = lexicon_at(root or folder.parent)
        self._synonyms = Synonyms()

    # --- Asking -----------------------------------------------------------------------------

    def search(self, query: Query, *, today: date) -> Answer:
        begun = time.perf_counter()
        asked = understand(query.text)
        refused = _refusal(query, asked)
        answer = Answer(refused=refused) if refused else self._answer(query, asked, today)
        return replace(answer, took_ms=(time.perf_counter() - begun) * 1000)

    def complete(self, typed: str, *, site_id: int | None = None, limit: int = 8) -> list[str]:
        asked = understand(typed)
        if asked.is_empty or is_broken(typed):
            return []
        condition = self._asking().containing(asked.whole, site_id)
        titles = titles_like(self._searcher(), condition, asked.whole, limit)
        words = hot_like(self._lexicon.get(), asked.whole, site_id)
        return list(dict.fromkeys([*words, *titles]))[:limit]

    def count(self) -> int:
        return int(self._searcher().num_docs)

    def _answer(self, query: Query, asked: Asked, today: date) -> Answer:
        searcher, asking = self._searcher(), self._asking()
        matching = asking.filtered(asking.matching(asked), query)
        found = self._find(searcher, query, asking.ranked(asked, matching))
        is_wider = not found.count and asked.parts > 1
        if is_wider:
            matching = asking.filtered(asking.matching(asked, wider=True), query)
            found = self._find(searcher, query, asking.ranked(asked, matching))
        names, words = self._directory.get(), asking.words_to_mark(asked)
        shown = [shown_of(searcher.doc(address)) for _score, address in found.hits]
        is_poor = is_wider or not found.count
        return Answer(
            hits=tuple(hit_of(one, query, names, words) for one in shown),
            total=found.count,
            facets=counts(searcher, matching, names) if query.with_facets else None,
            best_bets=bets_for(self._lexicon.get(), query, today),
            suggestion=suggestion(searcher, self._schema, asked) if is_poor else "",
            is_wider=bool(is_wider and found.count),
            is_cut=asked.is_cut,
        )

    def _find(
        self, searcher: tantivy.Searcher, query: Query, ranked: tantivy.Query
    ) -> tantivy.SearchResult:
        size = min(query.per_page, PER_PAGE_MOST)
        offset = (query.page - 1) * size
        if query.order == Order.DATE:
            return searcher.search(ranked, size, order_by_field="day", offset=offset)
        return searcher.search(ranked, size, offset=offset, weight_by_field="weight")

    def _asking(self) -> Asking:
        return Asking(self._schema, self._synonyms.of(self._lexicon.get()))

    def _searcher(self) -> tantivy.Searcher:
        """The newest committed state, whichever process committed it."""
        state = self._meta.stat()
        seen = (state.st_ino, state.st_mtime_ns)
        if seen != self._seen:
            self._index.reload()
            self._seen = seen
        return self._index.searcher()

    # --- Feeding ----------------------------------------------------------------------------

    def put(self, documents: Iterable[Document]) -> int:
        return self.put_records(map(record_of, documents))

    def put_records(self, records: Iterable[Record], *, are_new: bool = False) -> int:
        """Add or replace what has been cut into terms already; `are_new`: nothing to replace."""
        writer, number = self._writing(), 0
        for record in records:
            if not are_new:
                writer.delete_documents_by_term("uid", record.uid)
            writer.add_document(as_tantivy(record))
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


def _open(folder: Path, fields: tantivy.Schema) -> tantivy.Index:
    """A new index in an empty folder, else the one that is there. Raises where it is damaged."""
    if (folder / "cursor.json").exists():
        index = tantivy.Index.open(str(folder))
    else:
        folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(fields, str(folder))
    index.config_reader("Manual")
    return index


def _refusal(query: Query, asked: Asked) -> str:
    """Why a query cannot be answered, in the reader's language; "" where it can."""
    if is_broken(query.text):
        return _("输入的文字不完整，请重新输入。")
    if asked.is_empty:
        return _("请输入要查找的字词，不能只有标点符号或表情。")
    if not 1 <= query.page <= PAGES_MOST:
        return _("最多可以看{pages}页，请增加字词或筛选条件，缩小范围。").format(pages=PAGES_MOST)
    return ""
