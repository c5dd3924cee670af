"""Counting what the logs hold, one whole hour after the other (访问统计)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from zhanqun.content.sites import api as sites
from zhanqun.delivery.usage import logs, storing
from zhanqun.delivery.usage.folding import Fold
from zhanqun.delivery.usage.logs import HOUR_SECONDS, Source
from zhanqun.delivery.usage.models import DaySalt, LogPosition, PageDay, SiteDay, SiteHour
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError

# nginx writes a line when its buffer is full, some seconds late.
SETTLED = timedelta(minutes=2)
# A day is open for so long after its end: machines that were away bring their lines.
OPEN_AFTER = timedelta(hours=6)
# Files gone for so long are forgotten.
KEPT_POSITIONS = timedelta(days=60)
_LOCK = 0x7573616765


class CountingElsewhere(DomainError):
    """Another process is counting."""

    code = "usage.counting_elsewhere"

    def __str__(self) -> str:
        return "另一个进程正在统计访问量，请稍后再试。"


@dataclass
class Counted:
    """What one run did. lines: of the logs; views: without robots."""

    hours: int = 0
    lines: int = 0
    malformed: int = 0
    views: int = 0
    robots: int = 0


def count_visits(now: datetime) -> Counted:
    """Count every hour that is over and not counted yet. Raises CountingElsewhere."""
    counted = Counted()
    with _alone():
        latest = now - SETTLED
        opened = logs.sources(settings.ZHANQUN_VISIT_LOGS, int(now.timestamp()))
        try:
            while (hour := _next_hour(opened)) is not None and _end_of(hour) <= latest:
                _count(hour, opened, counted, now)
        finally:
            for source in opened:
                source.close()
        _note_finished(opened, now)
        _close_days(now)
    return counted


def _count(hour: int, opened: list[Source], counted: Counted, now: datetime) -> None:
    hosts = {profile.domain.lower(): profile.site_id for profile in sites.profiles()}
    fold = Fold(hosts, by_beacon=settings.ZHANQUN_VISITS_BY == "beacon")
    for source in opened:
        before = fold.malformed
        fold.take(source.until(hour))
        source.position.malformed += fold.malformed - before
    day = clock.day_of(_end_of(hour) - timedelta(seconds=1))
    sums = fold.sums(storing.salt_of(day))
    storing.store(hour, sums, [source.position for source in opened], now)
    counted.hours += 1
    counted.lines += fold.lines
    counted.malformed += fold.malformed
    counted.views += sums.pages.total()
    counted.robots += sums.robots.total()


def _next_hour(opened: list[Source]) -> int | None:
    hours = [hour for source in opened if (hour := source.next_hour()) is not None]
    return min(hours, default=None)


def _end_of(hour: int) -> datetime:
    return datetime.fromtimestamp((hour + 1) * HOUR_SECONDS, UTC)


def _note_finished(opened: list[Source], now: datetime) -> None:
    for source in opened:
        if source.position.is_done:
            source.position.read_at = now
            source.position.save()


def _close_days(now: datetime) -> None:
    """Throw away the salts of days that are over, and what could be compared by them."""
    today = clock.day_of(now - OPEN_AFTER)
    DaySalt.objects.filter(day__lt=today).delete()
    SiteDay.objects.filter(day__lt=today).exclude(sketch=b"").update(sketch=b"")


def forget_old(now: datetime) -> None:
    """Delete figures of single pages and hours past their time; those of days stay (保存期限)."""
    oldest = clock.day_of(now) - timedelta(days=settings.ZHANQUN_VISITS_DAYS)
    PageDay.objects.filter(day__lt=oldest).delete()
    SiteHour.objects.filter(hour__lt=now - timedelta(days=settings.ZHANQUN_VISITS_DAYS)).delete()
    LogPosition.objects.filter(read_at__lt=now - KEPT_POSITIONS).delete()


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [_LOCK])
        if cursor.fetchone() != (True,):
            raise CountingElsewhere
        try:
            yield
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [_LOCK])
