"""Under which item and class an article probably belongs (编目建议); a person decides."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from zhanqun.affairs.disclosure.topics import SEPARATOR, paths, topics
from zhanqun.content.library.api import Article, ArticleKind
from zhanqun.foundation import clock

DATA = Path(__file__).parent / "data/hints.yaml"
# Names below a class that say nothing of their own.
_ANY = "其他"


@cache
def _hints() -> Sequence[tuple[str, tuple[str, ...]]]:
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return [(row["item"], tuple(row["words"])) for row in rows]


def item_for(article: Article) -> str:
    """By the words of the title, else by the kind of article."""
    if article.kind == ArticleKind.ORGAN:
        return "p20_02"
    for item, words in _hints():
        if any(word in article.title for word in words):
            return item
    return "p20_01" if article.is_document else "p20_15"


def is_known(article: Article) -> bool:
    """Whether the class that the text bears is one of the table, or there is none."""
    return not article.topic_class or article.topic_class in paths()


def topic_for(article: Article) -> str:
    """The class that the text bears, else the one whose name stands in the title, else ""."""
    if article.topic_class in paths():
        return article.topic_class
    named = [
        (name, f"{label}{SEPARATOR}{name}")
        for label, names in topics().items()
        for name in names
        if name != _ANY and name in article.title
    ]
    return max(named, key=lambda pair: len(pair[0]))[1] if named else ""


def formed_on_for(article: Article) -> date:
    """The day it was written on, else the one shown as its publication, else when it was begun."""
    if article.written_on is not None:
        return article.written_on
    shown = article.original_published_at or article.first_published_at
    return clock.day_of(min(filter(None, [shown, article.created_at])))
