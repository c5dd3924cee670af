"""A query understood becomes a query of the index (检索条件). Never tantivy's own parser."""

from collections.abc import Iterable, Mapping, Sequence

from tantivy import Occur, Schema
from tantivy import Query as Condition

from zhanqun.delivery.search.analysis.reading import Asked
from zhanqun.delivery.search.analysis.terms import chain, cover
from zhanqun.delivery.search.shapes import Query

# What counts, from the most: the whole title, the number, the query as one phrase of the title,
# words of the title, words of the text (BM25).
WHOLE_TITLE, NUMBER, TITLE_PHRASE, TITLE_WORD = 100_000.0, 10_000.0, 100.0, 8.0
# Where nothing has every word: so many of a hundred must be there.
MOST_PERCENT = 60


class Asking:
    """Makes conditions over one schema."""

    def __init__(self, schema: Schema, synonyms: Mapping[str, Sequence[str]]) -> None:
        self._schema = schema
        self._synonyms = synonyms

    def matching(self, asked: Asked, *, wider: bool = False) -> Condition:
        """Texts that answer: with every word and phrase, or with most words where `wider`."""
        words = [self._word("text", spellings) for spellings in asked.words]
        phrases = [self._phrase("text", runs) for runs in asked.phrases]
        if wider:
            parts = words + phrases
            least = max(1, len(parts) * MOST_PERCENT // 100)
            return Condition.boolean_query(
                [(Occur.Should, part) for part in parts], minimum_number_should_match=least
            )
        needed = _all(words + phrases)
        numbers = self._numbers(asked)
        return _any([needed, *numbers]) if numbers else needed

    def ranked(self, asked: Asked, matching: Condition) -> Condition:
        """The same texts, the best first."""
        hints: list[Condition] = []
        if asked.whole:
            title = self._term("whole", asked.whole)
            hints.append(Condition.const_score_query(title, WHOLE_TITLE))
        hints += [Condition.const_score_query(number, NUMBER) for number in self._numbers(asked)]
        if phrase := self._title_phrase(asked):
            hints.append(Condition.const_score_query(phrase, TITLE_PHRASE))
        for spellings in asked.words:
            hints.append(Condition.boost_query(self._word("title", spellings), TITLE_WORD))
        return Condition.boolean_query(
            [(Occur.Must, matching), *((Occur.Should, hint) for hint in hints)]
        )

    def filtered(self, condition: Condition, query: Query) -> Condition:
        """Only texts that pass the filters of a search."""
        sites = (query.site_id,) if query.site_id is not None else ()
        chosen: tuple[tuple[str, Sequence[int | str]], ...] = (
            ("sites", sites),
            ("sites", query.site_ids),
            ("columns", query.column_ids),
            ("kind", query.kinds),
            ("year", query.years),
            ("organs", query.organs),
            ("validity", query.validity),
        )
        filters = [self._one_of(name, values) for name, values in chosen if values]
        if not filters:
            return condition
        kept = [Condition.const_score_query(one, 0.0) for one in filters]
        return Condition.boolean_query([(Occur.Must, one) for one in (condition, *kept)])

    def containing(self, whole: str, site_id: int | None) -> Condition:
        """Texts whose title contains a run, on one site or all."""
        return self.filtered(self._run("title", whole), Query("", site_id=site_id))

    def words_to_mark(self, asked: Asked) -> list[str]:
        """What is marked in the texts found: words as meant, and the runs of phrases."""
        words = [one for spellings in asked.words for one in self._meaning(spellings)]
        return list(dict.fromkeys([*words, *(run for runs in asked.phrases for run in runs)]))

    def _one_of(self, name: str, values: Sequence[int | str]) -> Condition:
        return _any([self._term(name, value) for value in values])

    def _term(self, name: str, value: int | str) -> Condition:
        return Condition.term_query(self._schema, name, value, "freq")

    def _word(self, name: str, spellings: Iterable[str]) -> Condition:
        """A word in any of its spellings, synonyms among them."""
        wanted = self._meaning(spellings)
        return _any([_all([self._term(name, term) for term in cover(one)]) for one in wanted])

    def _meaning(self, spellings: Iterable[str]) -> list[str]:
        """Every spelling, and what means the same."""
        wanted = dict.fromkeys(spellings)
        for spelling in spellings:
            wanted |= dict.fromkeys(self._synonyms.get(spelling, ()))
        return list(wanted)

    def _phrase(self, name: str, runs: Iterable[str]) -> Condition:
        return _all([self._run(name, run) for run in runs])

    def _run(self, name: str, run: str) -> Condition:
        pairs = chain(run)
        if len(pairs) < 2:
            return _all([self._term(name, term) for term in cover(run)])
        return Condition.phrase_query(self._schema, name, list(pairs))

    def _numbers(self, asked: Asked) -> list[Condition]:
        return [self._one_of("number_key", keys) for keys in asked.numbers]

    def _title_phrase(self, asked: Asked) -> Condition | None:
        """The query as it stands, inside a title."""
        return self._run("title", asked.whole) if len(asked.whole) > 1 else None


def _all(conditions: Sequence[Condition]) -> Condition:
    if len(conditions) == 1:
        return conditions[0]
    return Condition.boolean_query([(Occur.Must, one) for one in conditions])


def _any(conditions: Sequence[Condition]) -> Condition:
    if len(conditions) == 1:
        return conditions[0]
    return Condition.boolean_query([(Occur.Should, one) for one in conditions])
