"""Which engine a node uses (检索引擎): tantivy unless `ZHANQUN_SEARCH_ENGINE` says otherwise."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.conf import settings

from zhanqun.delivery.search.index import damage
from zhanqun.delivery.search.index.engine import TantivyEngine
from zhanqun.delivery.search.records import Record
from zhanqun.delivery.search.shapes import Engine

if TYPE_CHECKING:
    from zhanqun.delivery.search.opensearch.engine import OpenSearchEngine

OPENSEARCH = "opensearch"


class FedEngine(Engine, Protocol):
    """An engine as those who feed it use it."""

    def put_records(self, records: Iterable[Record], *, are_new: bool = False) -> int:
        """Add or replace what has been cut into terms already; `are_new`: nothing to replace."""

    def lock(self) -> None:
        """Be the only writer. Raises ValueError where another process is."""

    def close(self) -> None:
        """Let another process write; what was not committed is dropped."""


def engine_of(generation: Path) -> FedEngine:
    """The engine over one generation of the index. Raises where it is damaged."""
    if settings.ZHANQUN_SEARCH_ENGINE == OPENSEARCH:
        return _in_cluster(generation)
    return TantivyEngine(generation)


def damage_of(generation: Path, *, is_thorough: bool = False) -> str:
    """What is wrong with an index of this node; a cluster looks after its own."""
    if settings.ZHANQUN_SEARCH_ENGINE == OPENSEARCH:
        return ""
    return damage.damage_of(generation, is_thorough=is_thorough)


def needs_a_look(generation: Path) -> bool:
    """Whether somebody who asked met an error since; said once."""
    if damage.is_suspected(generation):
        damage.acquit(generation)
        return True
    return False


def discard(generations: Iterable[Path]) -> None:
    """What a cluster keeps of generations that are gone."""
    if settings.ZHANQUN_SEARCH_ENGINE == OPENSEARCH:
        for generation in generations:
            _in_cluster(generation).delete_index()


def _in_cluster(generation: Path) -> "OpenSearchEngine":
    # Only who has a cluster loads its client.
    from zhanqun.delivery.search.opensearch.engine import OpenSearchEngine

    name = f"{settings.ZHANQUN_OPENSEARCH_INDEX}-{generation.name}"
    return OpenSearchEngine(settings.ZHANQUN_OPENSEARCH_URL, name, generation.parent)
