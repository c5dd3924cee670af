"""What a page read: queries note keys, the static publisher records them (依赖键).

A key is a short string such as "article:3f…" or "column:12:top". Outside `recording` noting
costs nothing, so queries note their keys always.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_keys: ContextVar[set[str] | None] = ContextVar("dependency_keys", default=None)


def depends_on(*keys: str) -> None:
    """Note that what is being made shows these keys."""
    recorded = _keys.get()
    if recorded is not None:
        recorded.update(keys)


def depends_on_all(keys: Iterable[str]) -> None:
    depends_on(*keys)


@contextmanager
def recording() -> Iterator[set[str]]:
    """Collect the keys noted inside; nested recordings do not leak outward."""
    keys: set[str] = set()
    token = _keys.set(keys)
    try:
        yield keys
    finally:
        _keys.reset(token)
