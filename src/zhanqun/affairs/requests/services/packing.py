"""The file of an ended request is packed in the background and fetched (生成、导出办件档案).

It names who applied: it lies where no web server serves it, is given to nobody who does not work on
the request, and is deleted after some days, since it can be made anew at any time.
"""

import hashlib
from datetime import datetime, timedelta
from functools import partial
from typing import IO, Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from zhanqun.affairs.requests import bundling, reply_policies
from zhanqun.affairs.requests.models import Archive, Request
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.affairs.requests.states import ARCHIVE, UNDER_WAY, ArchiveState
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation import ids
from zhanqun.foundation.errors import DomainError

PACK, QUEUE = "requests.pack", "care"
KEPT = timedelta(days=7)
# What is not made by then was lost; it may be asked for again.
LOST = timedelta(minutes=30)


class StillOpen(DomainError):
    code = "requests.still_open"
    message = gettext_lazy("还没有办结，办结后才能导出档案。")
    status = 409


class NotPacked(DomainError):
    code = "requests.not_packed"
    message = gettext_lazy("压缩包还没有生成。请按“生成压缩包”，生成后再下载。")
    status = 409


class PackedBefore(DomainError):
    code = "requests.packed_before"
    message = gettext_lazy("压缩包生成以后，这件申请又有了新的材料。请重新生成后再下载。")
    status = 409


@transaction.atomic
def ask_archive(*, uid: UUID, by: User, now: datetime) -> Archive:
    """Have the whole file of a request packed (生成办件档案); what is there or under way stays.

    uid: of the case. Raises NotAllowed, StillOpen.
    """
    request = _ended(uid, by)
    row = Archive.objects.filter(request=request).first()
    if row is not None and (is_running(row, now) or is_current(row, by)):
        return row
    row = row or Archive(request=request)
    _drop_file(row)
    row.state = ArchiveState(ARCHIVE.target("ask_again", row.state))
    row.ticket, row.asked_by, row.asked_at = ids.new_uid(), by, now
    row.done, row.total, row.file, row.made_at = 0, 0, "", None
    row.save()
    app.configure_task(PACK, queue=QUEUE).defer(ticket=str(row.ticket))
    audit.record("requests.bundle_asked", request, by=by, at=now)
    return row


def pack(*, ticket: UUID, now: datetime) -> None:
    """Make the zip of one asking; a second run, or one that another asking replaced, does nothing.

    Nothing is locked while files are read, so that the desk sees how far it is.
    """
    rows = Archive.objects.select_related("request__case__office", "request__publisher", "asked_by")
    row = rows.filter(ticket=ticket, state__in=UNDER_WAY).first()
    if row is None:
        return
    try:
        _pack(row, now)
    except Exception:
        state = ARCHIVE.target("fail", row.state)
        Archive.objects.filter(ticket=ticket).update(state=state)
        raise


@transaction.atomic
def fetch(*, uid: UUID, by: User, now: datetime) -> Archive:
    """The zip that was packed, with a line in the trail (导出办件档案).

    Raises NotAllowed, StillOpen, NotPacked, PackedBefore.
    """
    request = _ended(uid, by)
    row = Archive.objects.filter(request=request, state=ArchiveState.READY).first()
    if row is None:
        raise NotPacked
    if not is_current(row, by):
        raise PackedBefore
    audit.record("requests.bundled", request, by=by, at=now, after={"sha256": row.sha256})
    return row


def is_running(row: Archive, now: datetime) -> bool:
    """Whether it is being made (正在生成); what was lost on the way is not."""
    return row.is_under_way and row.asked_at > now - LOST


def is_current(row: Archive, person: User) -> bool:
    """Whether it holds all that the request holds now (是否最新)."""
    if row.state != ArchiveState.READY:
        return False
    return row.mark == bundling.mark_of(bundling.pieces_of(row.request, person))


@transaction.atomic
def forget_old(now: datetime) -> int:
    """Every night: what was asked for days ago is deleted (清理办件档案); returns how many."""
    rows = list(Archive.objects.select_for_update().filter(asked_at__lt=now - KEPT))
    for row in rows:
        _drop_file(row)
        row.delete()
    return len(rows)


def _ended(uid: UUID, by: User) -> Request:
    request = lock(uid)
    reply_policies.check_may_bundle(by, request)
    if request.case.is_open:
        raise StillOpen
    return request


def _pack(row: Archive, now: datetime) -> None:
    """Asked anew who may: whoever asked may have been moved meanwhile."""
    request, person = row.request, row.asked_by
    reply_policies.check_may_bundle(person, request)
    pieces = list(bundling.pieces_of(request, person))
    mine = Archive.objects.filter(ticket=row.ticket)
    row.state = ArchiveState(ARCHIVE.target("begin", row.state))
    mine.update(state=row.state, done=0, total=len(pieces))
    told = partial(_tell, mine)
    with bundling.bundle_of(request, pieces, now, told) as made:
        _keep(row.ticket, made, bundling.mark_of(pieces), now)


def _tell(mine: Any, done: int) -> None:
    mine.update(done=done)


@transaction.atomic
def _keep(ticket: UUID, made: IO[bytes], mark: str, now: datetime) -> None:
    row = Archive.objects.select_for_update().filter(ticket=ticket, state__in=UNDER_WAY).first()
    if row is None:
        return
    row.sha256 = hashlib.file_digest(made, "sha256").hexdigest()  # type: ignore[arg-type]
    row.size_bytes = made.tell()
    made.seek(0)
    row.state = ArchiveState(ARCHIVE.target("finish", row.state))
    row.mark, row.made_at = mark, now
    row.file.save(f"{ticket}.zip", File(made), save=False)
    row.save()


def _drop_file(row: Archive) -> None:
    if row.file:
        transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))
