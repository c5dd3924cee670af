"""What a page read: queries note keys, the static publisher records them (依赖键).

A key is a short string such as "article:3f…" or "column:12:top". Outside `recording` noting
costs nothing, so queries note their keys always.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
# What was read under a name, and the keys that reading it noted.
Memo = dict[Hashable, tuple[Any, frozenset[str]]]
NOTHING: frozenset[str] = frozenset()

_keys: ContextVar[set[str] | None] = ContextVar("dependency_keys", default=None)
_memo: ContextVar[Memo | None] = ContextVar("dependency_memo", default=None)


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


@contextmanager
def reusing(memo: Memo) -> Iterator[None]:
    """Inside, what is read by `once` is read once for many pages; the caller empties `memo`
    whenever something has changed."""
    token = _memo.set(memo)
    try:
        yield
    finally:
        _memo.reset(token)


def once(name: Hashable, read: Callable[[], T]) -> T:
    """What `read` returns, reused where `reusing` allows; its keys are noted every time."""
    memo = _memo.get()
    if memo is None:
        return read()
    if name not in memo:
        with recording() as keys:
            value = read()
        memo[name] = (value, frozenset(keys))
    value, noted = memo[name]
    if noted:
        depends_on(*noted)
    return value


def once_each(
    kind: str, names: Iterable[K], read: Callable[[list[K]], Mapping[K, V]]
) -> dict[K, V | None]:
    """What `read` returns for each name, None for what it does not find; inside `reusing` only
    the names not yet known are read, all together.

    A batch asks once for everything that its pages will ask for one by one. `read` notes no
    keys: whoever shows something notes them.
    """
    memo = _memo.get()
    known: dict[K, V | None] = {}
    if memo is not None:
        known, _keys_noted = memo.setdefault(("each", kind), (known, NOTHING))
    wanted = list(names)
    unknown = list(dict.fromkeys(name for name in wanted if name not in known))
    if unknown:
        found = read(unknown)
        known.update((name, found.get(name)) for name in unknown)
    return {name: known[name] for name in wanted}
