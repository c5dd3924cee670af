"""Conditions of tantivy (tantivy 检索条件)."""

from collections.abc import Sequence

from tantivy import Occur, Query, Schema, Searcher

# Texts that have a term.
COMMON = 20_000


class TantivyConditions:
    """Makes tantivy's queries; see `asking.Conditions`."""

    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        self._schema, self._searcher = schema, searcher

    def is_common(self, name: str, value: str) -> bool:
        return bool(self._searcher.doc_freq(name, value) > COMMON)

    def term(self, name: str, value: str) -> Query:
        return Query.term_query(self._schema, name, value, "freq")

    def phrase(self, name: str, pairs: Sequence[str]) -> Query:
        """Pairs overlap by a character, so every second one and the last say it all."""
        places = [*range(0, len(pairs) - 1, 2), len(pairs) - 1]
        return Query.phrase_query(self._schema, name, [(place, pairs[place]) for place in places])

    def every(self, parts: Sequence[Query]) -> Query:
        return Query.boolean_query([(Occur.Must, part) for part in parts])

    def some(self, parts: Sequence[Query], *, least: int = 1) -> Query:
        wanted = [(Occur.Should, part) for part in parts]
        return Query.boolean_query(wanted, minimum_number_should_match=least)

    def but_not(self, wanted: Query, excluded: Query) -> Query:
        return Query.boolean_query([(Occur.Must, wanted), (Occur.MustNot, excluded)])

    def better(self, needed: Query, hints: Sequence[Query]) -> Query:
        return Query.boolean_query(
            [(Occur.Must, needed), *((Occur.Should, hint) for hint in hints)]
        )

    def fixed(self, part: Query, score: float) -> Query:
        return Query.const_score_query(part, score)

    def boosted(self, part: Query, factor: float) -> Query:
        return Query.boost_query(part, factor)
