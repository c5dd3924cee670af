"""The clock: rules take dates, services take `now`, only edges ask here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

BEIJING = ZoneInfo("Asia/Shanghai")
# No summer time since 1992.
BEIJING_HOURS = 8

_fixed: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """Current aware datetime (UTC), or the one set by `fixed`."""
    return _fixed.get() or timezone.now()


def beijing(moment: datetime) -> datetime:
    """The same moment in Beijing time (北京时间)."""
    return moment.astimezone(BEIJING)


def day_of(moment: datetime) -> date:
    """The Beijing calendar day of a moment."""
    return beijing(moment).date()


@contextmanager
def fixed(moment: datetime) -> Iterator[None]:
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)


def every_night(hour: int, minute: int) -> str:
    """The cron line of a time of day in Beijing; the queue reads such lines in UTC, whatever the
    server's own zone."""
    return f"{minute} {(hour - BEIJING_HOURS) % 24} * * *"
