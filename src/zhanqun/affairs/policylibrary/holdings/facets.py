"""Under which values of the facets a document is found (分面): plain rules."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.policylibrary.holdings.models import Facet, Holding

# Kinds with which a title ends, the longer first. Source: 《党政机关公文处理工作条例》 Art. 8;
# names of regulations and rules as norms documents.yaml gives them.
GENRES = (
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复",
    "议案", "复函", "函", "纪要", "条例", "规定", "办法", "细则", "令",
)  # fmt: skip
# （试行）, （修订）
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")
UNLIKE = {"复函": "函", "令": "命令"}


class Value(NamedTuple):
    """One value of a facet, with the code of its list."""

    facet: Facet
    code: str
    value: str = ""


def values_of(holding: Holding) -> list[Value]:
    """The lists in which a document stands, everything first."""
    found = [Value(Facet.ALL, Facet.ALL)]
    found += [_named(Facet.ORGAN, organ) for organ in dict.fromkeys(holding.organs)]
    found += [Value(Facet.TOPIC, f"topic-{code}", name) for code, name in _topics(holding.topic)]
    if holding.genre:
        found.append(_named(Facet.GENRE, holding.genre))
    found.append(Value(Facet.YEAR, f"year-{holding.year}", str(holding.year)))
    if holding.validity:
        code = holding.validity.replace("_", "-")
        found.append(Value(Facet.VALIDITY, f"validity-{code}", holding.validity))
    return found


def genre_of(genre: str, title: str) -> str:
    """The kind that was entered, else the one with which the title ends (文种), "" if none."""
    if genre:
        return genre
    plain = _IN_BRACKETS.sub("", title.strip()).rstrip("》")
    found = next((name for name in GENRES if plain.endswith(name)), "")
    return UNLIKE.get(found, found)


def _topics(topic: str) -> Iterator[tuple[str, str]]:
    """The class of the official 22, whatever of it stands below and however that is written."""
    for code, name in disclosure.topic_codes().items():
        if topic.startswith(name):
            yield code, name


def _named(facet: Facet, name: str) -> Value:
    """Names are anybody's: their code is a digest, the same wherever it is made."""
    return Value(facet, f"{facet}-{sha256(name.encode()).hexdigest()[:10]}", name)
