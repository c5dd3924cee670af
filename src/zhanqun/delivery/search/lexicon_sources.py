"""Where the editors' lexicon comes from (检索词库来源): the desk registers how it is read."""

from collections.abc import Callable

from zhanqun.delivery.search.models import ChangeKind, SearchChange
from zhanqun.delivery.search.shapes import Lexicon
from zhanqun.foundation.registries import Registry

# Named readers of the database; their lexicons are joined.
lexicon_sources: Registry[Callable[[], Lexicon]] = Registry("sources of the search lexicon")


def lexicon() -> Lexicon:
    """Everything editors taught the search, as it is now."""
    parts = [read() for _name, read in lexicon_sources]
    hot: dict[int | None, tuple[str, ...]] = {}
    for part in parts:
        for site_id, words in part.hot.items():
            hot[site_id] = hot.get(site_id, ()) + words
    return Lexicon(
        synonyms=tuple(group for part in parts for group in part.synonyms),
        bets=tuple(bet for part in parts for bet in part.bets),
        hot=hot,
    )


def lexicon_changed() -> None:
    """Inside the transaction of an edit: every node writes its lexicon anew within a second."""
    SearchChange.objects.create(kind=ChangeKind.LEXICON)


def ask_for_rebuild() -> None:
    """Inside a transaction: every node builds its index anew (重建索引)."""
    SearchChange.objects.create(kind=ChangeKind.REBUILD)
