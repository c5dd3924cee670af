"""Real titles, numbers and words are found (检索命中率). Skipped where ../shared is absent."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from zhanqun.delivery.search.analysis.folding import fold
from zhanqun.delivery.search.index.engine import TantivyEngine
from zhanqun.delivery.search.shapes import Document, Place, Query
from zhanqun.delivery.search.tests.real_texts import (
    Real,
    number_variants,
    real_texts,
    words_of_one_and_two,
)

SHARED = Path(settings.ROOT).parent / "shared" / "real"
TODAY = date(2026, 6, 16)
# Of the real texts the suite asks so many; the bench asks all.
ASKED = 120

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="no shared folder beside the checkout")


@pytest.fixture(scope="module")
def texts() -> list[Real]:
    return real_texts(SHARED)


@pytest.fixture(scope="module")
def engine(texts: list[Real], tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyEngine]:
    made = TantivyEngine(tmp_path_factory.mktemp("finding") / "index-1")
    made.put(document(number, text) for number, text in enumerate(texts))
    made.commit()
    yield made
    made.close()


def document(number: int, text: Real) -> Document:
    return Document(
        uid=str(number), title=text.title, body=text.body, path=f"/a/{number}.html",
        kind="document", places=(Place(1, 1),), published_on=date(2020, 1, 1), number=text.number,
    )  # fmt: skip


def first_of(engine: TantivyEngine, typed: str) -> Real | None:
    hits = engine.search(Query(typed, with_facets=False, per_page=1), today=TODAY).hits
    return Real("".join(run.text for run in hits[0].title), hits[0].number, "") if hits else None


def test_given_a_real_title_then_the_first_hit_carries_it(engine, texts):
    titles = [text.title for text in texts if text.number or not text.body][:ASKED]

    missed = [t for t in titles if (hit := first_of(engine, t)) is None or hit.title != t]

    assert len(missed) <= len(titles) // 100, missed


def test_given_any_variant_of_a_real_number_then_the_first_hit_carries_it(engine, texts):
    numbers = [text.number for text in texts if text.number][:ASKED]

    missed = [
        typed
        for number in numbers
        for typed in number_variants(number)
        if (hit := first_of(engine, typed)) is None or hit.number != number
    ]

    assert missed == []


def test_given_words_of_one_and_two_characters_then_no_text_that_has_one_is_missed(engine, texts):
    everything = [fold(f"{text.title}\n{text.number}\n{text.body}") for text in texts]
    words = words_of_one_and_two(everything, 60, random.Random(7))

    wrong = {
        word: (found, there)
        for word in words
        if (found := engine.search(Query(word), today=TODAY).total)
        != (there := sum(word in text for text in everything))
    }

    assert wrong == {}
