"""Asking this node's engine for the public pages (前台检索)."""

from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings

from zhanqun.delivery.search.node import recovering, search_node
from zhanqun.delivery.search.public.asking import Asked
from zhanqun.delivery.search.public.shells import About
from zhanqun.delivery.search.shapes import Answer, Lexicon
from zhanqun.delivery.search.snapshots import Snapshot, lexicon_at
from zhanqun.foundation import clock

COMPLETIONS = 8


def answer(asked: Asked, about: About, *, now: datetime) -> Answer:
    """What the engine says; nothing where nothing was asked."""
    if asked.is_empty:
        return Answer()
    return search_node().search(asked.query(about.site_id), today=clock.day_of(now))


def completions(typed: str, about: About) -> list[str]:
    """Words to go on with (输入联想); hot words where nothing is typed yet."""
    if not typed:
        return hot_words(about.site_id)
    return search_node().complete(typed, site_id=about.site_id, limit=COMPLETIONS)


def hot_words(site_id: int) -> list[str]:
    hot = _lexicon(Path(settings.ZHANQUN_SEARCH_ROOT)).get().hot
    return list(hot.get(site_id) or hot.get(None) or ())


def is_away(answer: Answer) -> bool:
    """Whether there is no index to ask at present."""
    return answer.refused == recovering().refused


@cache
def _lexicon(root: Path) -> Snapshot[Lexicon]:
    return lexicon_at(root)
