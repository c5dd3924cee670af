"""A document as the index keeps it (索引记录), and what of it an answer shows."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from zhanqun.delivery.search.analysis.folding import fold
from zhanqun.delivery.search.analysis.numbers import number_key
from zhanqun.delivery.search.analysis.reading import whole
from zhanqun.delivery.search.analysis.terms import terms_of
from zhanqun.delivery.search.shapes import Document, Place

# Characters of text and of files that terms are made of, and that can be shown in a hit.
INDEXED_MOST, SHOWN_MOST = 200_000, 12_000
# Every text has a value, since counting is quicker then; this one is not counted.
NOT_SAID = "-"
# No longer in force: found after what is.
_PAST = frozenset({"repealed", "expired"})
_FIRST_YEAR = 2000


class Record(NamedTuple):
    """What is written for one document: the values of the index's fields. A tuple, since it goes
    from one process to another."""

    uid: str
    whole: str
    number_key: str
    title: str
    title_words: str
    text: str
    text_words: str
    sites: tuple[str, ...]
    columns: tuple[str, ...]
    year: str
    kind: str
    organs: tuple[str, ...]
    topic: str
    validity: str
    day: int
    weight: float
    shown: bytes


def record_of(document: Document) -> Record:
    """Cut a document into terms; the part of indexing that takes time, safe in any process."""
    title = fold(document.title)
    rest = (document.body[:INDEXED_MOST], document.files[:INDEXED_MOST], document.number)
    others = (*rest, *document.organs, document.subject, document.source)
    of_title = terms_of(title)
    of_text = of_title + terms_of(fold("\n".join(filter(None, others))))
    day = document.published_on
    return Record(
        uid=document.uid,
        whole=whole(title),
        number_key=number_key(document.number) if document.number else "",
        title=of_title.pairs,
        title_words=of_title.words,
        text=of_text.pairs,
        text_words=of_text.words,
        sites=tuple(str(place.site_id) for place in document.places),
        columns=tuple(str(place.column_id) for place in document.places),
        year=str(day.year),
        kind=document.kind,
        organs=document.organs,
        topic=document.topic or NOT_SAID,
        validity=document.validity or NOT_SAID,
        day=day.toordinal(),
        weight=weight_of(document.validity, day),
        shown=_shown(document),
    )


def records_of(documents: Iterable[Document]) -> list[Record]:
    """For another process, which needs neither settings nor database for it."""
    return list(map(record_of, documents))


def weight_of(validity: str, day: date) -> float:
    """What a score is multiplied by, as tantivy reads it: log2(2 + weight).

    Half for what is repealed; a twentieth more for today's text than for one of 2000.
    """
    if validity in _PAST:
        return 0.0
    return 2.0 + 0.01 * max(0, day.year - _FIRST_YEAR)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a hit shows, read back from the index."""

    uid: str
    title: str
    body: str
    files: str
    path: str
    link: str
    kind: str
    number: str
    organs: tuple[str, ...]
    source: str
    validity: str
    published_on: date
    places: tuple[Place, ...]
    endings: tuple[str, str, str]


def _shown(document: Document) -> bytes:
    values = [
        document.title,
        document.body[:SHOWN_MOST],
        document.files[:SHOWN_MOST],
        document.path,
        document.link,
        document.kind,
        document.number,
        document.organs,
        document.source,
        document.validity,
        document.published_on.toordinal(),
        [[place.site_id, place.column_id] for place in document.places],
        [document.ending, document.ended_by, document.ended_by_url],
    ]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def shown_of(uid: str, kept: bytes) -> Shown:
    """Read back what `record_of` made of a document."""
    values: list[Any] = json.loads(kept)
    *texts, organs, source, validity, day, places, (ending, ended_by, ended_by_url) = values
    title, body, files, path, link, kind, number = texts
    return Shown(
        uid=uid,
        title=title,
        body=body,
        files=files,
        path=path,
        link=link,
        kind=kind,
        number=number,
        organs=tuple(organs),
        source=source,
        validity=validity,
        published_on=date.fromordinal(day),
        places=tuple(Place(*place) for place in places),
        endings=(ending, ended_by, ended_by_url),
    )
