"""Try an act and undo it: permission tables ask many people for the same move."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


class _Undo(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """Everything written inside is rolled back; exceptions pass through."""
    try:
        with transaction.atomic():
            yield
            raise _Undo
    except _Undo:
        pass
