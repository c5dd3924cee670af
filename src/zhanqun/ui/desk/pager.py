"""Long lists by key, not by number (键集分页): page 2,000 is as fast as page 1."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan

AFTER, BEFORE = "a", "b"
SEPARATOR = "~"


@dataclass(frozen=True)
class Page:
    """One page of rows, with the cursors of its neighbours; "" where there is none."""

    rows: list[Any] = field(default_factory=list)
    earlier: str = ""
    later: str = ""


@dataclass(frozen=True)
class Count:
    """How many, counted up to a limit (计数上限)."""

    number: int
    is_more: bool

    def __str__(self) -> str:
        return f"{self.number}+" if self.is_more else str(self.number)


def capped_count(rows: QuerySet[Any], limit: int = 1000) -> Count:
    """Count rows, but never beyond `limit`: nobody reads the exact size of a huge list."""
    number = rows.order_by()[: limit + 1].count()
    return Count(min(number, limit), number > limit)


def page_of(rows: QuerySet[Any], order: Sequence[str], cursor: str, size: int = 50) -> Page:
    """The page that `cursor` points to, in the order of the fields named.

    order: field names that together are unique, all rising or all falling ("-"). A cursor
    that does not parse shows the first page.
    """
    falling = order[0].startswith("-")
    names = [name.lstrip("-") for name in order]
    direction, values = _read(cursor, rows.model, names)
    backward = direction == BEFORE
    if values:
        rows = rows.filter(_beyond(rows.model, names, values, falling != backward))
    sign = "-" if falling != backward else ""
    found = list(rows.order_by(*[sign + name for name in names])[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
    if not found:
        return Page()
    has_earlier = has_more if backward else bool(values)
    has_later = True if backward else has_more
    return Page(
        rows=found,
        earlier=_write(BEFORE, found[0], names) if has_earlier else "",
        later=_write(AFTER, found[-1], names) if has_later else "",
    )


class _Row(Func):
    """Several values as one (行值), compared from the first on: an index in their order has the
    place at once, however many rows share the first value."""

    template, arg_joiner = "(%(expressions)s)", ", "
    output_field = BooleanField()


def _beyond(model: type[Model], names: list[str], values: list[Any], falling: bool) -> Any:
    """Rows past the given ones."""
    pairs = zip(names, values, strict=True)
    given = [Value(value, output_field=_field(model, name)) for name, value in pairs]
    return (LessThan if falling else GreaterThan)(_Row(*map(F, names)), _Row(*given))


def _write(direction: str, row: Model, names: list[str]) -> str:
    values = (_of(row, name) for name in names)
    texts = [value.isoformat() if isinstance(value, datetime) else str(value) for value in values]
    return direction + SEPARATOR + SEPARATOR.join(texts)


def _of(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def _read(cursor: str, model: type[Model], names: list[str]) -> tuple[str, list[Any]]:
    direction, *texts = cursor.split(SEPARATOR)
    if direction not in (AFTER, BEFORE) or len(texts) != len(names):
        return AFTER, []
    try:
        return direction, [
            _field(model, name).to_python(text) for name, text in zip(names, texts, strict=True)
        ]
    except (ValidationError, ValueError, FieldDoesNotExist):
        return AFTER, []


def _field(model: type[Model], name: str) -> Any:
    *path, last = name.split("__")
    for part in path:
        model = model._meta.get_field(part).related_model  # type: ignore[assignment]
    return model._meta.get_field(last)
