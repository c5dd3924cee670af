"""What upper rooms know of an official document, for its page (文件沿革的来源)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from zhanqun.content.library.api import Article
from zhanqun.content.pages.shapes import FileLink, Link, Trace
from zhanqun.foundation.registries import Registry


@dataclass(frozen=True, slots=True)
class Told:
    """What one room tells of a document.

    traces: lines of its history, in order. links: what else is kept of it, such as the comparison
    of two versions. files: the document itself, to take away.
    """

    traces: tuple[Trace, ...] = ()
    links: tuple[Link, ...] = ()
    files: tuple[FileLink, ...] = ()


class DocumentSource(Protocol):
    """How a room tells it; it notes the keys of what it tells."""

    def prepare(self, documents: Sequence[Article]) -> None:
        """Read for a whole batch, inside `reusing`, what `told` will ask for."""

    def told(self, document: Article, site_id: int, today: date) -> Told: ...


document_sources: Registry[DocumentSource] = Registry("sources of documents")


def prepare(documents: Sequence[Article]) -> None:
    for _name, source in document_sources:
        source.prepare(documents)


def told_of(document: Article, site_id: int, today: date) -> Told:
    """What all rooms tell, in the order in which they were registered."""
    parts = [source.told(document, site_id, today) for _name, source in document_sources]
    return Told(
        tuple(trace for part in parts for trace in part.traces),
        tuple(link for part in parts for link in part.links),
        tuple(file for part in parts for file in part.files),
    )
