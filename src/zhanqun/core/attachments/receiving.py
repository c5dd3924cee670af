"""Large files that arrive in parts (分片上传): resumed where they broke off.

What lies on disk is the truth: a part is as far as its file is long, whatever went wrong.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from zhanqun.core.attachments import names
from zhanqun.core.attachments.errors import FileRefused
from zhanqun.core.attachments.kinds import Unfit, check_size
from zhanqun.core.attachments.models import Attachment, PartialUpload
from zhanqun.core.attachments.storing import store_attachment
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation.errors import DomainError

SENDERS = (*units.WRITERS, *units.COLUMN_EDITORS)
CHUNK_BYTES = 64 * 1024
KEPT = timedelta(days=7)
# So many unfinished ones, and bytes of them, a person may have.
OPEN_MAX = 50
OPEN_BYTES_MAX = 2 * 1024 * 1024 * 1024


class UploadUnknown(DomainError):
    code = "attachments.upload_unknown"
    message = _("没有找到这次上传，可能已过期；请重新选择文件。")
    status = 404


class UploadBusy(DomainError):
    """Another request writes to the same upload."""

    code = "attachments.upload_busy"
    message = _("这个文件正在另一个窗口上传。")
    status = 423


class OffsetDiffers(DomainError):
    """The part does not begin where the last one ended; the sender asks where that was."""

    code = "attachments.offset_differs"
    message = _("上传位置不符，请从第{offset}字节继续。")
    status = 409


class TooManyUploads(DomainError):
    code = "attachments.too_many_uploads"
    message = _("没有传完的文件太多，请先保存稿件，或明天再试。")
    status = 429


class NotComplete(DomainError):
    code = "attachments.not_complete"
    message = _("文件“{name}”还没有传完，请等进度到100%再保存。")
    status = 409


@transaction.atomic
def begin_upload(*, name: str, size_bytes: int, by: User, now: datetime) -> PartialUpload:
    """Announce a file (开始分片上传). Raises NotAllowed, FileRefused, TooManyUploads."""
    units.check_anywhere(by, SENDERS, act=_("上传文件"))
    kept_name = names.clean_name(name)
    try:
        check_size(kept_name, size_bytes)
    except Unfit as unfit:
        raise FileRefused(name=kept_name, why=unfit.why) from unfit
    _check_room(by, size_bytes)
    upload = PartialUpload.objects.create(
        name=names.base_name(name)[-names.GIVEN_CHARACTERS_MAX :],
        size_bytes=size_bytes,
        owner=by,
        begun_at=now,
    )
    path = path_of(upload)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    return upload


def _check_room(by: User, size_bytes: int) -> None:
    begun = PartialUpload.objects.filter(owner=by)
    there = begun.aggregate(number=Count("pk"), size=Coalesce(Sum("size_bytes"), 0))
    if there["number"] >= OPEN_MAX or there["size"] + size_bytes > OPEN_BYTES_MAX:
        raise TooManyUploads


def upload_of(uid: UUID, by: User) -> PartialUpload:
    """One's own unfinished upload. Raises UploadUnknown."""
    upload = PartialUpload.objects.filter(uid=uid, owner=by).first()
    if upload is None or not path_of(upload).exists():
        raise UploadUnknown
    return upload


def received_bytes(upload: PartialUpload) -> int:
    return path_of(upload).stat().st_size


def receive_part(*, uid: UUID, offset: int, read: Callable[[int], bytes], by: User) -> int:
    """Append a part as far as it comes; returns how many bytes are there now.

    read: gives up to so many bytes, "" at the end; where it fails, what came before is kept.
    Raises UploadUnknown, UploadBusy, OffsetDiffers.
    """
    upload = upload_of(uid, by)
    with _writing(path_of(upload)) as file:
        there = file.seek(0, os.SEEK_END)
        if there != offset:
            raise OffsetDiffers(offset=there)
        while there < upload.size_bytes:
            piece = read(min(CHUNK_BYTES, upload.size_bytes - there))
            if not piece:
                break
            there += file.write(piece)
    return there


@transaction.atomic
def take_upload(*, uid: UUID, unit: Unit, by: User, now: datetime) -> Attachment:
    """Keep a file that has wholly arrived (完成上传).

    Raises UploadUnknown, NotComplete, FileRefused.
    """
    upload = upload_of(uid, by)
    if received_bytes(upload) != upload.size_bytes:
        raise NotComplete(name=upload.name)
    with path_of(upload).open("rb") as file:
        attachment = store_attachment(name=upload.name, content=file, unit=unit, by=by, now=now)
    forget(upload)
    return attachment


def drop_upload(*, uid: UUID, by: User) -> None:
    """The sender gave up (取消上传). Raises UploadUnknown."""
    forget(upload_of(uid, by))


def delete_abandoned(*, now: datetime) -> int:
    """Delete what nobody has gone on with for a week (清理未完成的上传)."""
    old = PartialUpload.objects.filter(begun_at__lt=now - KEPT)
    abandoned = [upload for upload in old if _last_part_at(upload) < now - KEPT]
    for upload in abandoned:
        forget(upload)
    return len(abandoned)


def forget(upload: PartialUpload) -> None:
    """Delete row and bytes; the bytes only once the row is really gone."""
    path = path_of(upload)
    upload.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def expires_at(upload: PartialUpload) -> datetime:
    return _last_part_at(upload) + KEPT


def path_of(upload: PartialUpload) -> Path:
    return Path(settings.ZHANQUN_PRIVATE_ROOT) / "parts" / str(upload.uid)


def _last_part_at(upload: PartialUpload) -> datetime:
    try:
        return datetime.fromtimestamp(path_of(upload).stat().st_mtime, UTC)
    except FileNotFoundError:
        return upload.begun_at


@contextmanager
def _writing(path: Path) -> Iterator[IO[bytes]]:
    """The file for one writer at a time. Raises UploadBusy."""
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as failure:
            raise UploadBusy from failure
        yield file
