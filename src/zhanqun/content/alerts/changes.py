"""News of warnings (预警变动): upper rooms register who must hear, in the act's transaction."""

from collections.abc import Callable, Iterable, Mapping

from zhanqun.foundation.registries import Registry

# Site id -> dependency keys that changed there.
ChangedKeys = Mapping[int, frozenset[str]]
changed: Registry[Callable[[ChangedKeys], None]] = Registry("changes of warnings")


def announce(keys: Mapping[int, Iterable[str]]) -> None:
    found = {site_id: frozenset(names) for site_id, names in keys.items()}
    if not found:
        return
    for _name, handler in changed:
        handler(found)
