"""Questions and published letters like a text (相近的问答、来信), by pairs of characters.

A pair counts the more, the fewer of the candidates have it, so that words of every other title
weigh next to nothing. A topic word of the library that stands in the title counts besides.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence, Set
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from zhanqun.affairs.letters.listing import ALL
from zhanqun.affairs.letters.models import Publication, Question
from zhanqun.affairs.letters.questions import questions_on
from zhanqun.affairs.letters.states import PublicationState, QuestionState
from zhanqun.affairs.letters.word_pairs import telling_of
from zhanqun.content.sites.api import SiteProfile

# So many of those that share a pair are ranked, the newest first.
RANKED = 500
# A find has this share of the weight of what was asked, at least, and so many of its pairs.
LEAST, PAIRS_LEAST = 0.22, 2
TOPIC_WEIGHT = 1.0
TOPIC_LENGTHS = range(2, 9)
# A title with fewer pairs than this tells too little: the beginning of the text is read too.
TELLING_PAIRS, TEXT_READ = 3, 60
_DROPPED = re.compile(r"[\W_]+")
# Words of a letter that tell nothing of what it is about.
_EMPTY = re.compile(
    "关于|问题|请问|咨询|反映|投诉|建议|求助|举报|请求|希望|要求|怎么办?|如何|什么|办理|需要|是否|"
    "可以|能否|有关|相关|部门|领导|尊敬的?|[您你]好|我们|情况|解决|处理|书记|[市县区]长|[吗呢吧啊]"
)


class Candidate(NamedTuple):
    key: int
    pairs: Collection[str]
    topics: Collection[str] = ()


def questions_like(
    text: str, *, site: SiteProfile | None = None, limit: int = 5, more: str = ""
) -> list[Question]:
    """Published questions that may answer it, the likest first (相近问答).

    text: a title or what somebody types; more: what follows the title, read where that tells too
    little. site: only those it shows.
    """
    published = Question.objects.filter(state=QuestionState.PUBLISHED)
    rows = questions_on(site) if site else published.select_related("unit")
    asked, topics = asked_of(text, more), topics_in(text)
    near = Q(pairs__overlap=telling_of(asked, Question)) | Q(topics__overlap=topics)
    found = rows.filter(near)
    candidates = _candidates(found, "id", "pairs", "topics")
    return _in_order(rows.order_by(), ranked(asked, topics, candidates)[:limit])


def answer_of(uid: str) -> str:
    """The answer of a published question, "" where there is none (取用问答)."""
    try:
        asked = UUID(uid)
    except ValueError:
        return ""
    rows = Question.objects.filter(uid=asked, state=QuestionState.PUBLISHED)
    return rows.values_list("answer", flat=True).first() or ""


def published_letters_like(
    text: str, *, site: SiteProfile | None = None, limit: int = 5, more: str = ""
) -> list[Publication]:
    """Published letters about the like, the likest first (相近来信)."""
    rows = Publication.objects.filter(state=PublicationState.PUBLISHED)
    rows = rows.select_related("letter__mailbox__site")
    if site is not None:
        rows = rows.filter(entries__site_id=site.site_id, entries__code=ALL)
    asked = asked_of(text, more)
    found = rows.filter(pairs__overlap=telling_of(asked, Publication))
    candidates = _candidates(found, "letter_id", "pairs")
    return _in_order(rows, ranked(asked, (), candidates)[:limit])


def asked_of(text: str, more: str = "") -> frozenset[str]:
    """The pairs by which is looked for."""
    pairs = pairs_in(text)
    return pairs if len(pairs) >= TELLING_PAIRS else pairs | pairs_in(more[:TEXT_READ])


def pairs_in(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, none of an empty word and none across one."""
    parts = (_DROPPED.sub("", part) for part in _EMPTY.split(text.lower()))
    return frozenset(part[at : at + 2] for part in parts for at in range(len(part) - 1))


def topics_in(title: str) -> list[str]:
    """Every piece of a title that could be a topic word."""
    bare = _DROPPED.sub("", title)[:60]
    starts = range(len(bare))
    return sorted(
        {bare[at : at + n] for n in TOPIC_LENGTHS for at in starts if at + n <= len(bare)}
    )


def ranked(asked: Set[str], topics: Collection[str], candidates: Sequence[Candidate]) -> list[int]:
    """Keys of the candidates that are like enough, the likest first."""
    shared = {one.key: asked & set(one.pairs) for one in candidates} if asked else {}
    counts = Counter(pair for pairs in shared.values() for pair in pairs)
    weights = {pair: math.log(1 + (len(candidates) + 1) / (counts[pair] or 1)) for pair in asked}
    whole = sum(weights.values()) or 1.0
    scores = {}
    for one in candidates:
        pairs = shared.get(one.key, frozenset())
        hits = len(set(one.topics) & set(topics))
        share = sum(weights[pair] for pair in pairs) / whole
        if hits or (len(pairs) >= min(PAIRS_LEAST, len(asked)) and share >= LEAST):
            scores[one.key] = share + TOPIC_WEIGHT * hits
    return sorted(scores, key=lambda key: (-scores[key], -key))


def _candidates(rows: QuerySet, *fields: str) -> list[Candidate]:
    newest = rows.order_by("-pk").values_list(*fields)[:RANKED]
    return [Candidate(*row) for row in newest]


def _in_order(rows: QuerySet, keys: Iterable[int]) -> list[Any]:
    wanted = list(keys)
    found = rows.in_bulk(wanted)
    return [found[key] for key in wanted if key in found]
