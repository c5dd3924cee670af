"""Titles that begin with or contain what is being typed (输入联想)."""

import tantivy

from zhanqun.delivery.search.analysis.folding import fold
from zhanqun.delivery.search.analysis.reading import whole
from zhanqun.delivery.search.index.records import shown_of

# So many titles are looked at for each one offered.
_LOOKED_AT = 4


def titles_like(
    searcher: tantivy.Searcher, condition: tantivy.Query, typed: str, limit: int
) -> list[str]:
    """Titles, those that begin with the folded `typed` first, then the newest."""
    found = searcher.search(condition, limit * _LOOKED_AT, count=False, order_by_field="day")
    titles = dict.fromkeys(shown_of(searcher.doc(address)).title for _day, address in found.hits)
    ranked = sorted(titles, key=lambda title: not whole(fold(title)).startswith(typed))
    return ranked[:limit]
