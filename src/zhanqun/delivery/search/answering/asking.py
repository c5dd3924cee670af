"""A query understood becomes a condition (检索条件): one grammar for every engine.

Never an engine's own query language over what readers typed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from zhanqun.delivery.search.analysis.reading import Asked
from zhanqun.delivery.search.analysis.terms import chain, cover, units_of
from zhanqun.delivery.search.shapes import Query

# What counts, from the most: the whole title, the number, the query as one phrase of the title,
# words of the title, words of the text (BM25).
WHOLE_TITLE, NUMBER, TITLE_PHRASE, TITLE_WORD = 100_000.0, 10_000.0, 100.0, 8.0
# Where nothing has every word: so many of a hundred must be there.
MOST_PERCENT = 60

C = TypeVar("C")


class Conditions(Protocol[C]):
    """How an engine says what a text must have. `score`: a fixed one instead of BM25.

    is_common: so many texts have a term that a hint about each would take long.
    """

    def term(self, name: str, value: str) -> C: ...

    def is_common(self, name: str, value: str) -> bool: ...

    def phrase(self, name: str, pairs: Sequence[str]) -> C: ...

    def every(self, parts: Sequence[C]) -> C: ...

    def some(self, parts: Sequence[C], *, least: int = 1) -> C: ...

    def but_not(self, wanted: C, excluded: C) -> C: ...

    def better(self, needed: C, hints: Sequence[C]) -> C: ...

    def fixed(self, part: C, score: float) -> C: ...

    def boosted(self, part: C, factor: float) -> C: ...


class Asking(Generic[C]):
    """Makes the conditions of one search.

    synonyms: folded word -> what means the same.
    """

    def __init__(self, conditions: Conditions[C], synonyms: Mapping[str, Sequence[str]]) -> None:
        self._make = conditions
        self._synonyms = synonyms

    def matching(self, asked: Asked, *, wider: bool = False) -> C:
        """Texts that answer: with every word and phrase, or with most words where `wider`."""
        words = _telling_words(asked) if wider else asked.words
        parts = [self._word("text", spellings) for spellings in words]
        parts += [self._phrase("text", runs) for runs in asked.phrases]
        if wider:
            return self._make.some(parts, least=max(1, round(len(parts) * MOST_PERCENT / 100)))
        return self._some([self._every(parts), *self._numbers(asked)])

    def ranked(self, asked: Asked, matching: C) -> C:
        """The same texts, the best first."""
        hints = [
            self._make.fixed(self._make.term("number_key", key), NUMBER - place)
            for keys in asked.numbers
            for place, key in enumerate(keys)
        ]
        if asked.whole:
            hints += self._whole_title(asked)
        for spellings in asked.words:
            hints.append(self._make.boosted(self._word("title", spellings), TITLE_WORD))
        hints += [self._make.term("text_words", word) for word in self._whole_words(asked)]
        return self._make.better(matching, hints)

    def is_common(self, asked: Asked) -> bool:
        """Whether so many texts have the words that ranking them all takes long."""
        exact = asked.phrases or asked.numbers or any(self._whole_words(asked))
        return bool(asked.words) and not exact

    def in_title(self, asked: Asked) -> C:
        """Texts that have every word in their title, the best first once `titled` has them."""
        return self._every([self._word("title", spellings) for spellings in asked.words])

    def titled(self, asked: Asked, in_title: C) -> C:
        """Those of `in_title`, the best first: only what can still tell them apart counts."""
        is_told_apart = len(chain(asked.whole)) > 1
        return self._make.better(in_title, self._whole_title(asked)[: 1 + is_told_apart])

    def below(self, asked: Asked, matching: C, in_title: C) -> C:
        """Texts that have not every word in their title, the best first."""
        others = self._make.but_not(matching, in_title)
        return self.ranked(asked, others) if len(asked.words) > 1 else others

    def _whole_title(self, asked: Asked) -> list[C]:
        """What a title gains for being the query, and for having it as one phrase."""
        title = self._make.term("whole", asked.whole)
        phrase = self._run("title", asked.whole)
        return [self._make.fixed(title, WHOLE_TITLE), self._make.fixed(phrase, TITLE_PHRASE)]

    def filtered(self, condition: C, query: Query) -> C:
        """Only texts that pass the filters of a search."""
        return self._every([condition, *self._filters(query)])

    def passing(self, query: Query) -> C:
        """All texts that pass the filters; there is one at least."""
        return self._every(self._filters(query))

    def _filters(self, query: Query) -> list[C]:
        sites = (query.site_id,) if query.site_id is not None else ()
        chosen: tuple[tuple[str, Sequence[object]], ...] = (
            ("sites", sites),
            ("sites", query.site_ids),
            ("columns", query.column_ids),
            ("kind", query.kinds),
            ("year", query.years),
            ("organs", query.organs),
            ("topic", query.topics),
            ("validity", query.validity),
        )
        return [
            self._make.fixed(self._one_of(name, list(map(str, values))), 0.0)
            for name, values in chosen
            if values
        ]

    def containing(self, whole: str, site_id: int | None) -> C:
        """Texts whose title contains a run, on one site or all."""
        return self.filtered(self._run("title", whole), Query("", site_id=site_id))

    def near(self, whole: str) -> C:
        """Texts whose title has something of a run, those with most first."""
        pairs = [self._make.term("title", pair) for pair in chain(whole)]
        singles = [self._make.term("title_words", unit) for unit in units_of(whole)]
        return self._some(pairs + singles)

    def words_to_mark(self, asked: Asked) -> list[str]:
        """What is marked in the texts found: words as meant, and the runs of phrases."""
        words = [one for spellings in asked.words for one in self._meaning(spellings)]
        return list(dict.fromkeys([*words, *(run for runs in asked.phrases for run in runs)]))

    def _whole_words(self, asked: Asked) -> Iterator[str]:
        """Words that rank before the same characters inside others (中国, 发展中国家)."""
        for word, *_others in asked.words:
            pairs = cover(word)
            if pairs and not any(self._make.is_common("text", pair) for pair in pairs):
                yield word

    def _word(self, name: str, spellings: Iterable[str]) -> C:
        """A word in any of its spellings, synonyms among them."""
        return self._some([self._spelling(name, one) for one in self._meaning(spellings)])

    def _spelling(self, name: str, word: str) -> C:
        pairs = cover(word)
        if not pairs:
            return self._make.term(f"{name}_words", word)
        return self._every([self._make.term(name, pair) for pair in pairs])

    def _meaning(self, spellings: Iterable[str]) -> list[str]:
        """Every spelling, and what means the same."""
        wanted = dict.fromkeys(spellings)
        for spelling in spellings:
            wanted |= dict.fromkeys(self._synonyms.get(spelling, ()))
        return list(wanted)

    def _phrase(self, name: str, runs: Iterable[str]) -> C:
        return self._every([self._run(name, run) for run in runs])

    def _run(self, name: str, run: str) -> C:
        """Text in which a run stands as it is."""
        pairs = chain(run)
        return self._make.phrase(name, pairs) if len(pairs) > 1 else self._word(name, [run])

    def _numbers(self, asked: Asked) -> list[C]:
        return [self._one_of("number_key", keys) for keys in asked.numbers]

    def _one_of(self, name: str, values: Sequence[str]) -> C:
        return self._some([self._make.term(name, value) for value in values])

    def _every(self, parts: Sequence[C]) -> C:
        return parts[0] if len(parts) == 1 else self._make.every(parts)

    def _some(self, parts: Sequence[C]) -> C:
        return parts[0] if len(parts) == 1 else self._make.some(parts)


def _telling_words(asked: Asked) -> Sequence[tuple[str, ...]]:
    """Those by which a text may be near. Year and figure of a document number are in any text; its
    organ's word is what leads to its like."""
    if not asked.numbers:
        return asked.words
    telling = [spellings for spellings in asked.words if not spellings[0][0].isdigit()]
    return telling or asked.words
