"""What rooms have to be found by a search, besides texts of the library (检索供稿).

A room registers a feed under the name of its kind of document, and announces what changed; the
search asks the feed and keeps what it gets.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from zhanqun.foundation.registries import Registry


@dataclass(frozen=True, slots=True)
class Findable:
    """One public page as a search should find it. path: its address on the site; organ: in full."""

    uid: UUID
    title: str
    body: str
    path: str
    site_id: int
    published_on: date
    organ: str = ""
    subject: str = ""


class Feed(Protocol):
    """The public pages of one kind."""

    @property
    def label(self) -> str:
        """What the kind is called among the filters."""

    def found(self, uids: Collection[UUID]) -> list[Findable]:
        """Those that are public now; the others are to leave the index."""

    def all(self) -> Iterator[list[Findable]]:
        """Every public one, in batches."""

    def count(self) -> int:
        """How many there are."""


feeds: Registry[Feed] = Registry("feeds of the search")
# Kind and what changed of it; called inside the act's transaction.
changed: Registry[Callable[[str, Collection[UUID]], None]] = Registry("changes of feeds")


def announce(kind: str, uids: Collection[UUID]) -> None:
    for _name, handler in changed:
        handler(kind, uids)
