"""The lists as one process holds them, compiled, until any of them changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from zhanqun.core.checks.leaders import Leaders, Term
from zhanqun.core.checks.models import Entry, Leader, Stamp
from zhanqun.core.checks.wording import Pattern, Wording

_FIELDS = (
    "uid",
    "word_list__kind",
    "wrong",
    "right",
    "level",
    "word_list__level",
    "contexts",
    "is_quotable",
    "ended_on",
    "source",
    "word_list__source",
    "word_list__name",
)


@dataclass(frozen=True)
class Compiled:
    stamp: UUID | None
    wording: Wording
    leaders: Leaders


_lock = Lock()
_held: Compiled | None = None


def compiled() -> Compiled:
    """The newest; one small read of the database where nothing has changed."""
    global _held
    stamp = Stamp.objects.values_list("value", flat=True).first()
    held = _held
    if held is None or held.stamp != stamp:
        with _lock:
            held = _held
            if held is None or held.stamp != stamp:
                held = _held = Compiled(stamp, Wording(_patterns()), Leaders(_terms()))
    return held


def _patterns() -> Iterator[Pattern]:
    rows = Entry.objects.filter(until=None, word_list__is_active=True).values_list(*_FIELDS)
    for (
        uid,
        kind,
        wrong,
        right,
        level,
        usual,
        contexts,
        quotable,
        ended,
        source,
        cited,
        name,
    ) in rows.iterator(chunk_size=10_000):
        yield Pattern(
            uid=str(uid),
            kind=kind,
            wrong=wrong,
            right=right,
            level=level or usual,
            contexts=tuple(contexts),
            is_quotable=quotable,
            ended_on=ended,
            source=_cited(name, source or cited),
        )


def _cited(name: str, source: str) -> str:
    return f"{name}：{source}" if source else str(name)


def _terms() -> Iterator[Term]:
    for row in Leader.objects.order_by("order", "id"):
        yield Term(row.name, row.title, row.order, row.valid_from, row.valid_until)
