"""News of structure (结构变动): upper rooms register who must hear, in the transaction."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from zhanqun.content.sites.models import Column, SiteProfile
from zhanqun.core.units.api import User
from zhanqun.foundation.registries import Registry

# Each handler gets the dependency keys that changed and the ids of the sites concerned.
Handler = Callable[[frozenset[str], frozenset[int]], None]
structure_changed: Registry[Handler] = Registry("structure changes")

# Called when a column closes: the column, the one it merges into or None, by, now.
ClosingHandler = Callable[[Column, Column | None, User, datetime], None]
column_closing: Registry[ClosingHandler] = Registry("column closing")

# Called when a site is built: its profile, (kind of block, column id) for what its home shall
# show, now.
BuildingHandler = Callable[[SiteProfile, Sequence[tuple[str, int]], datetime], None]
site_built: Registry[BuildingHandler] = Registry("site building")


def announce_structure(keys: Iterable[str], site_ids: Iterable[int]) -> None:
    for _name, handler in structure_changed:
        handler(frozenset(keys), frozenset(site_ids))
