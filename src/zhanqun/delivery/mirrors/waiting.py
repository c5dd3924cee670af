"""What mirrors have yet to be given, and the jobs that give it (待同步)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from itertools import islice

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from zhanqun.delivery.mirrors.entries import CHUNK, Entry, stage_of
from zhanqun.delivery.mirrors.models import Mirror, WaitingFile
from zhanqun.delivery.mirrors.targets import places
from zhanqun.delivery.staticsite.api import FileChange, PublishedFile
from zhanqun.foundation import clock

QUEUE = "mirrors"
SEND = "mirrors.send"
# What changes meanwhile goes with the same journey.
GATHER_SECONDS = 1


def on_files(changes: Sequence[FileChange]) -> None:
    """Published files changed: rows in the same transaction, and a job once it is through."""
    if not places():
        return
    now = clock.now()
    # A mirror without a row gets one, and everything, from tasks.look_again: not here, where
    # readers wait.
    mirrors = list(Mirror.objects.filter(name__in=places()))
    _note(mirrors, ((c.site_id, c.path, stage_of(c.path, c.status)) for c in changes), now)
    for mirror in mirrors:
        # A lost job is made good every minute (tasks.look_again); the rows stay.
        transaction.on_commit(partial(wake, mirror.name))


@transaction.atomic
def rows_of_mirrors() -> list[Mirror]:
    """The rows of the mirrors that are set up; a new one gets its row, and everything to send."""
    known = {row.name: row for row in Mirror.objects.filter(name__in=places())}
    for name in places().keys() - known.keys():
        known[name], is_new = Mirror.objects.get_or_create(name=name)
        if is_new:
            note_everything(known[name], clock.now())
    return [known[name] for name in places()]


def note_everything(mirror: Mirror, now: datetime) -> None:
    """All published files are to be sent (全量同步)."""
    files = PublishedFile.objects.order_by("pk").values_list("site_id", "path", "status")
    rows = files.iterator(CHUNK)
    _note([mirror], ((site, path, stage_of(path, code)) for site, path, code in rows), now)


def note_entries(mirror: Mirror, entries: Iterable[Entry], now: datetime) -> None:
    _note([mirror], ((entry.site_id, entry.path, entry.stage) for entry in entries), now)


def _note(
    mirrors: Sequence[Mirror], addresses: Iterable[tuple[int, str, int]], now: datetime
) -> None:
    rows = (
        WaitingFile(mirror=mirror, site_id=site_id, path=path, stage=stage, noted_at=now)
        for site_id, path, stage in addresses
        for mirror in mirrors
    )
    # Django would hold them all at once, which at a million pages is too much.
    while part := list(islice(rows, CHUNK)):
        WaitingFile.objects.bulk_create(part)


def wake(name: str, *, seconds: int = GATHER_SECONDS) -> None:
    """A job for one mirror, unless one waits that has not begun: it will see the same rows."""
    task = {"task_name": SEND, "status": "todo", "queueing_lock": _lock(name)}
    if ProcrastinateJob.objects.filter(**task).exists():
        return
    job = app.configure_task(
        SEND,
        queue=QUEUE,
        # One journey at a time: mirrors that are away hold up one job of the worker at most.
        lock="mirrors",
        queueing_lock=_lock(name),
        schedule_in={"seconds": seconds},
    )
    try:
        with transaction.atomic():
            job.defer(mirror=name)
    except AlreadyEnqueued:
        return


def _lock(name: str) -> str:
    return f"mirror-{name}"
