"""What the gate tells upper rooms, inside its transaction (发布变动)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from zhanqun.content.library.api import Article
from zhanqun.core.units.api import User
from zhanqun.foundation.registries import Registry


@dataclass(frozen=True, slots=True)
class Change:
    """One act of the gate: which dependency keys changed, on which sites, by which act."""

    publication_id: int
    article_id: int
    keys: frozenset[str]
    site_ids: frozenset[int]


# Handlers write their job rows here; work that must never be lost starts in this transaction.
changes: Registry[Callable[[Change], None]] = Registry("changes of the gate")


# A version is about to be handed in: what must stand in it before anybody reads it is put there,
# as a version of its own.
handing_in: Registry[Callable[[Article, User, datetime], None]] = Registry("handing in")


def announce(change: Change) -> None:
    for _name, handler in changes:
        handler(change)
