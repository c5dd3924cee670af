"""Another spelling that would find something (您要找的是不是)."""

from collections.abc import Iterator

import tantivy

from zhanqun.delivery.search.analysis.folding import fold
from zhanqun.delivery.search.analysis.reading import Asked, whole
from zhanqun.delivery.search.analysis.sounds import sounds_like
from zhanqun.delivery.search.analysis.terms import index_terms
from zhanqun.delivery.search.index.records import shown_of

TITLES = 40
LENGTH = range(2, 21)
# A character that sounds alike is half a mistake; so many mistakes in so many characters.
_ALIKE, _OTHER = 0.5, 1.0
_CHARACTERS_EACH = 3


def suggestion(searcher: tantivy.Searcher, schema: tantivy.Schema, asked: Asked) -> str:
    """The run of some title that is nearest to the query, "" where none is near."""
    if len(asked.whole) not in LENGTH or asked.whole.isascii():
        return ""
    best, least = "", max(len(asked.whole) / _CHARACTERS_EACH, _ALIKE) + 0.01
    for title in _titles(searcher, schema, asked.whole):
        for run in _windows(title, asked.whole):
            cost = distance(asked.whole, run, least)
            if 0 < cost < least:
                best, least = run, cost
    return best


def _titles(searcher: tantivy.Searcher, schema: tantivy.Schema, text: str) -> list[str]:
    terms = dict.fromkeys(index_terms(text).split())
    parts = [
        (tantivy.Occur.Should, tantivy.Query.term_query(schema, "title", term, "freq"))
        for term in terms
    ]
    found = searcher.search(tantivy.Query.boolean_query(parts), TITLES, count=False)
    titles = (whole(fold(shown_of(searcher.doc(address)).title)) for _s, address in found.hits)
    return list(dict.fromkeys(titles))


def _windows(title: str, text: str) -> Iterator[str]:
    """Runs of a title about as long as the query that share its first or last character's sound."""
    for length in (len(text), len(text) + 1, len(text) - 1):
        for start in range(len(title) - length + 1):
            run = title[start : start + length]
            if sounds_like(run[0], text[0]) or sounds_like(run[-1], text[-1]):
                yield run


def distance(typed: str, other: str, limit: float) -> float:
    """Edits from one to the other (编辑距离); a character that sounds alike costs half."""
    row = [float(place) for place in range(len(other) + 1)]
    for down, one in enumerate(typed, 1):
        before, row[0] = row[0], float(down)
        for across, two in enumerate(other, 1):
            change = 0.0 if one == two else _ALIKE if sounds_like(one, two) else _OTHER
            cost = min(before + change, row[across] + 1, row[across - 1] + 1)
            before, row[across] = row[across], cost
        if min(row) >= limit:
            return limit
    return row[-1]
