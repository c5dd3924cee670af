"""From a query to an answer (检索应答), over any engine."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from zhanqun.delivery.search.analysis.folding import fold, is_broken
from zhanqun.delivery.search.analysis.reading import Asked, understand, whole
from zhanqun.delivery.search.answering.asking import Asking
from zhanqun.delivery.search.answering.backend import Backend, Found
from zhanqun.delivery.search.answering.counting import FIELDS, VALUES_MOST, facets
from zhanqun.delivery.search.answering.lexicon import Synonyms, bets_for, hot_like
from zhanqun.delivery.search.answering.showing import hit_of
from zhanqun.delivery.search.answering.suggesting import TITLES, can_be_mistyped, nearest
from zhanqun.delivery.search.shapes import (
    PAGES_MOST,
    Answer,
    Directory,
    Facet,
    Lexicon,
    Order,
    Query,
)

C = TypeVar("C")
Counted = Callable[[], dict[str, tuple[Facet, ...]] | None]

# Threads that count while the one who answers finds: engines need no interpreter for either.
COUNTERS = 4
PER_PAGE_MOST = 50
# So many titles are looked at for each one that completes what is typed.
LOOKED_AT = 4


@cache
def _counters() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(COUNTERS, "counting")


# The threads of a parent are not there in its child.
os.register_at_fork(after_in_child=_counters.cache_clear)


@dataclass(frozen=True)
class Answering(Generic[C]):
    """Answers from one state of an index, with the names and the lexicon of the moment."""

    backend: Backend[C]
    names: Directory
    lexicon: Lexicon
    synonyms: Synonyms

    def search(self, query: Query, today: date) -> Answer:
        """Never raises for what a reader sent."""
        begun = time.perf_counter()
        asked = understand(query.text, self.synonyms.of(self.lexicon))
        if not query.text.strip() and query.is_filtered:
            answer = self._browse(query)
            return replace(answer, took_ms=(time.perf_counter() - begun) * 1000)
        refused = _refusal(query, asked)
        answer = Answer(refused=refused) if refused else self._answer(query, asked, today)
        return replace(answer, took_ms=(time.perf_counter() - begun) * 1000)

    def complete(self, typed: str, site_id: int | None, limit: int) -> list[str]:
        """Hot words and titles, those that begin with what was typed first."""
        asked = understand(typed)
        if asked.is_empty or is_broken(typed):
            return []
        titles = self._titles_with(asked.whole, site_id, limit)
        words = hot_like(self.lexicon, asked.whole, site_id)
        return list(dict.fromkeys([*words, *titles]))[:limit]

    def _answer(self, query: Query, asked: Asked, today: date) -> Answer:
        found, counts = self._look(query, asked, wider=False)
        is_wider = not found.total and asked.parts > 1
        if is_wider:
            found, counts = self._look(query, asked, wider=True)
        words = self._asking().words_to_mark(asked)
        return Answer(
            hits=tuple(hit_of(one, query, self.names, words) for one in found.shown),
            total=found.total,
            facets=counts,
            best_bets=bets_for(self.lexicon, query, today),
            suggestion=self._suggestion(asked) if is_wider or not found.total else "",
            is_wider=bool(is_wider and found.total),
            is_cut=asked.is_cut,
        )

    def _browse(self, query: Query) -> Answer:
        """Nothing is looked for: all that passes the filters, the newest first (分面浏览)."""
        if refused := _too_far(query):
            return Answer(refused=refused)
        passing = self._asking().passing(query)
        counts = self._facets(query, passing)
        found = self._find(replace(query, order=Order.DATE), passing)
        hits = tuple(hit_of(one, query, self.names, ()) for one in found.shown)
        return Answer(hits=hits, total=found.total, facets=counts())

    def _look(
        self, query: Query, asked: Asked, *, wider: bool
    ) -> tuple[Found, dict[str, tuple[Facet, ...]] | None]:
        """The texts of the page, and the counts where they are wanted."""
        asking = self._asking()
        matching = asking.filtered(asking.matching(asked, wider=wider), query)
        counts = self._facets(query, matching)
        if query.order == Order.RELEVANCE and asking.is_common(asked) and not wider:
            return self._find_common(query, asked, matching, counts), counts()
        return self._find(query, asking.ranked(asked, matching)), counts()

    def _find(self, query: Query, ranked: C) -> Found:
        start, size = _window(query)
        by_date = query.order == Order.DATE
        return self.backend.find(ranked, start=start, size=size, by_date=by_date)

    def _find_common(self, query: Query, asked: Asked, matching: C, counts: Counted) -> Found:
        """Texts with common words in their titles, then all others: each of the two is ranked
        by less, and the second is often not needed."""
        asking, (start, size) = self._asking(), _window(query)
        in_title = asking.filtered(asking.in_title(asked), query)
        first = self.backend.find(
            asking.titled(asked, in_title), start=start, size=size, by_date=False
        )
        counts()  # which say how many texts there are in all as well
        total = self.backend.total(matching)
        if len(first.shown) == size or total == first.total:
            return Found(first.shown, total)
        others = self.backend.find(
            asking.below(asked, matching, in_title),
            start=max(0, start - first.total), size=size - len(first.shown), by_date=False,
        )  # fmt: skip
        return Found([*first.shown, *others.shown], total)

    def _facets(self, query: Query, matching: C) -> Counted:
        """Counted while the texts are found; None where no counts are wanted."""
        if not query.with_facets:
            return lambda: None
        fields = tuple(FIELDS.values())
        counting = _counters().submit(self.backend.counted, matching, fields, VALUES_MOST)
        return lambda: facets(counting.result(), self.names)

    def _suggestion(self, asked: Asked) -> str:
        if asked.numbers or not can_be_mistyped(asked.whole):
            return ""
        condition = self._asking().near(asked.whole)
        return nearest(asked.whole, self.backend.titles(condition, size=TITLES, by_date=False))

    def _titles_with(self, typed: str, site_id: int | None, limit: int) -> list[str]:
        condition = self._asking().containing(typed, site_id)
        found = self.backend.titles(condition, size=limit * LOOKED_AT, by_date=True)
        titles = list(dict.fromkeys(found))
        return sorted(titles, key=lambda title: not whole(fold(title)).startswith(typed))

    def _asking(self) -> Asking[C]:
        return Asking(self.backend.conditions, self.synonyms.of(self.lexicon))


def _window(query: Query) -> tuple[int, int]:
    """Place of the first text of the page, and how many are wanted."""
    size = max(1, min(query.per_page, PER_PAGE_MOST))
    return (query.page - 1) * size, size


def _refusal(query: Query, asked: Asked) -> str:
    """Why a query cannot be answered, in the reader's language; "" where it can."""
    if is_broken(query.text):
        return _("输入的文字不完整，请重新输入。")
    if asked.is_empty:
        return _("请输入要查找的字词，不能只有标点符号或表情。")
    return _too_far(query)


def _too_far(query: Query) -> str:
    if not 1 <= query.page <= PAGES_MOST:
        return _("最多可以看{pages}页，请增加字词或筛选条件，缩小范围。").format(pages=PAGES_MOST)
    return ""
