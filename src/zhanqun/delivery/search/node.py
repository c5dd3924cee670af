"""The engine of this process (检索入口): whichever generation of the index answers now."""

from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from zhanqun.delivery.search.index.engine import TantivyEngine
from zhanqun.delivery.search.index.folder import SearchFolder, is_usable
from zhanqun.delivery.search.shapes import Answer, Query


class Node:
    """Answers from the current generation and follows the pointer to the next."""

    def __init__(self, root: Path) -> None:
        self._folder = SearchFolder(root)
        self._engine: TantivyEngine | None = None
        self._generation: Path | None = None

    def search(self, query: Query, *, today: date) -> Answer:
        engine = self._current()
        return engine.search(query, today=today) if engine else recovering()

    def complete(self, typed: str, *, site_id: int | None = None, limit: int = 8) -> list[str]:
        engine = self._current()
        return engine.complete(typed, site_id=site_id, limit=limit) if engine else []

    def count(self) -> int:
        engine = self._current()
        return engine.count() if engine else 0

    def _current(self) -> TantivyEngine | None:
        generation = self._folder.current()
        if generation != self._generation:
            usable = generation is not None and is_usable(generation)
            self._engine = TantivyEngine(generation) if generation and usable else None
            self._generation = generation
        return self._engine


def recovering() -> Answer:
    return Answer(refused=_("检索正在恢复，请几分钟后再试；网站其他页面不受影响。"))


@cache
def node_at(root: Path) -> Node:
    return Node(root)


def search_node() -> Node:
    """The index that this process asks: `ZHANQUN_SEARCH_ROOT`."""
    return node_at(Path(settings.ZHANQUN_SEARCH_ROOT))
