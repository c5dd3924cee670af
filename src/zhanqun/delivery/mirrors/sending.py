"""Giving a mirror what waits for it (镜像同步)."""

import hashlib
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from zhanqun.delivery.mirrors.entries import Entry, Manifest, by_stage
from zhanqun.delivery.mirrors.models import Mirror, Stage, WaitingFile
from zhanqun.delivery.mirrors.targets import Machine, Place, places
from zhanqun.delivery.mirrors.transports.rsync import RsyncTransport
from zhanqun.delivery.mirrors.transports.shapes import MirrorAway, Transport
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError

logger = logging.getLogger("zhanqun.mirrors")

BATCH = 2_000
# A journey ends after so long, so that others get their turn.
JOURNEY_SECONDS = 20
RETRY_FIRST, RETRY_LONGEST = timedelta(minutes=1), timedelta(minutes=10)


class MirrorInUse(DomainError):
    """Another process is sending to the same mirror."""

    code = "mirrors.in_use"

    def __str__(self) -> str:
        return _("另一个进程正在同步这个镜像，请稍后再试。")


def transport_of(place: Place) -> Transport:
    if isinstance(place, Machine):
        return RsyncTransport(place)
    # Only who has a bucket loads its client.
    from zhanqun.delivery.mirrors.transports.s3 import S3Transport

    return S3Transport(place)


@contextmanager
def alone(mirror: Mirror) -> Iterator[None]:
    """Send to this mirror alone, among all processes. Raises MirrorInUse."""
    number = int.from_bytes(hashlib.sha256(f"mirror {mirror.pk}".encode()).digest()[:7])
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [number])
        if cursor.fetchone() != (True,):
            raise MirrorInUse
        try:
            yield
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [number])


def send_waiting(mirror: Mirror, *, seconds: float = JOURNEY_SECONDS) -> bool:
    """Send what waits, for about so long; whether anything is left that can be sent.

    A mirror that is away is noted, to be tried again later; what waits stays. Raises MirrorInUse.
    """
    with alone(mirror):
        try:
            is_left = _journey(mirror, time.monotonic() + seconds)
        except MirrorAway as failure:
            note_failure(mirror, str(failure), clock.now())
            return False
        note_success(mirror, clock.now())
        return is_left


def note_success(mirror: Mirror, now: datetime) -> None:
    mirror.sent_at, mirror.last_error = now, ""
    mirror.failing_since, mirror.retry_at, mirror.attempts = None, None, 0
    mirror.save()


def note_failure(mirror: Mirror, error: str, now: datetime) -> None:
    """It is tried again after 1, 2, 4 … minutes, at most 10."""
    logger.warning("mirror %s: %s", mirror.name, error)
    mirror.retry_at = now + min(RETRY_FIRST * 2 ** min(mirror.attempts, 10), RETRY_LONGEST)
    mirror.failing_since = mirror.failing_since or now
    mirror.attempts += 1
    mirror.last_error = error[:300]
    mirror.save()


def _journey(mirror: Mirror, until: float) -> bool:
    transport = transport_of(places()[mirror.name])
    _send_assets(mirror, transport)
    left_alone: set[int] = set()
    while rows := _next_rows(mirror, left_alone):
        left_alone |= _send_rows(rows, transport)
        if time.monotonic() > until:
            return bool(_next_rows(mirror, left_alone))
    return False


def _next_rows(mirror: Mirror, left_alone: set[int]) -> list[WaitingFile]:
    """The next in order, and with every batch what was withdrawn: it waits for no backlog."""
    rows = WaitingFile.objects.filter(mirror=mirror).exclude(pk__in=left_alone)
    found = list(rows.order_by("stage", "pk")[:BATCH])
    if found and found[-1].stage != Stage.REMOVAL:
        found += rows.filter(stage=Stage.REMOVAL).order_by("pk")[:BATCH]
    return found


def _send_rows(rows: Sequence[WaitingFile], transport: Transport) -> set[int]:
    """Send what stands at these addresses now; returns the rows that must wait on, because the
    disk does not hold what was published there: the publisher or the watch will mend it."""
    manifest = Manifest()
    sure: list[Entry] = []
    unsure: set[tuple[int, str]] = set()
    for site_id in sorted({row.site_id for row in rows}):
        if site_id not in manifest.trees:
            continue
        paths = [row.path for row in rows if row.site_id == site_id]
        good, bad = manifest.at(site_id, paths)
        sure += good
        unsure |= {(entry.site_id, entry.path) for entry in bad}
    stages = list(by_stage(sure))
    if not any(row.stage == Stage.REMOVAL for row in rows):
        # What was withdrawn since has a row of its own, behind all that is to be shown.
        stages = [entries for entries in stages if entries[0].stage != Stage.REMOVAL]
    transport.send(stages)
    held = {row.pk for row in rows if (row.site_id, row.path) in unsure}
    WaitingFile.objects.filter(pk__in=[row.pk for row in rows if row.pk not in held]).delete()
    return held


def _send_assets(mirror: Mirror, transport: Transport) -> None:
    """Styles and scripts go before the pages that name them, when there are others."""
    digest = _assets_digest(Path(settings.STATIC_ROOT))
    if digest != mirror.assets_digest:
        transport.send_assets()
        mirror.assets_digest = digest
        mirror.save(update_fields=["assets_digest"])


def _assets_digest(root: Path) -> str:
    """Of names, sizes and times, since reading them all would cost more than they change."""
    facts = hashlib.sha256()
    files = sorted(file for file in root.rglob("*") if file.is_file()) if root.is_dir() else []
    for file in files:
        stat = file.stat()
        facts.update(f"{file.relative_to(root)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return facts.hexdigest() if files else ""
