"""The engine of this process (检索入口): whichever generation of the index answers now."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.utils.translation import gettext as _

from zhanqun.delivery.search.engines import engine_of
from zhanqun.delivery.search.index.damage import suspect
from zhanqun.delivery.search.index.folder import SearchFolder, can_answer
from zhanqun.delivery.search.shapes import Answer, Engine, Query

T = TypeVar("T")


class Node:
    """Answers from the current generation and follows the pointer to the next."""

    def __init__(self, root: Path) -> None:
        self._folder = SearchFolder(root)
        self._engine: Engine | None = None
        self._generation: Path | None = None

    def search(self, query: Query, *, today: date) -> Answer:
        return self._ask(lambda engine: engine.search(query, today=today), recovering())

    def complete(self, typed: str, *, site_id: int | None = None, limit: int = 8) -> list[str]:
        return self._ask(lambda engine: engine.complete(typed, site_id=site_id, limit=limit), [])

    def count(self) -> int:
        return self._ask(lambda engine: engine.count(), 0)

    def _ask(self, ask: Callable[[Engine], T], otherwise: T) -> T:
        """Ask the current index; an error of it is reported, and it is opened anew next time."""
        try:
            engine = self._current()
            return ask(engine) if engine else otherwise
        except BaseException as failure:
            if not _is_of_the_index(failure):
                raise
            if generation := self._folder.current():
                suspect(generation, failure)
            self._engine = self._generation = None
            return otherwise

    def _current(self) -> Engine | None:
        generation = self._folder.current()
        if generation != self._generation:
            usable = generation is not None and can_answer(generation)
            self._engine = engine_of(generation) if generation and usable else None
            self._generation = generation
        return self._engine


def _is_of_the_index(failure: BaseException) -> bool:
    """What tantivy raises over broken files: errors of value and system, and its own panics."""
    return isinstance(failure, (ValueError, OSError)) or type(failure).__name__ == "PanicException"


def recovering() -> Answer:
    return Answer(refused=_("检索正在恢复，请几分钟后再试；网站其他页面不受影响。"))


@cache
def node_at(root: Path) -> Node:
    return Node(root)


def search_node() -> Node:
    """The index that this process asks: `ZHANQUN_SEARCH_ROOT`."""
    return node_at(Path(settings.ZHANQUN_SEARCH_ROOT))
