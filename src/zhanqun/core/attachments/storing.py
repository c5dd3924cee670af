"""Keeping a file (上传附件): checked, cleaned, hashed, private."""

import hashlib
import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from zhanqun.core.attachments import names, pdfs, pictures, scanning
from zhanqun.core.attachments.errors import FileRefused
from zhanqun.core.attachments.kinds import Unfit, check_kind, mp4, zips
from zhanqun.core.attachments.models import Attachment
from zhanqun.core.attachments.reading import captions
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import Unit, User

LISTED_MAX = 500
CAPTIONS, FILMS = "text/vtt", ("video/mp4", "audio/mp4")
CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """What is kept of a file, and what was done to it, for the person who sent it."""

    file: IO[bytes]
    width: int | None = None
    height: int | None = None
    done: list[str] = field(default_factory=list)


@transaction.atomic
def store_attachment(
    *,
    name: str,
    content: bytes | IO[bytes],
    unit: Unit | None,
    by: User | None,
    now: datetime,
    text: str = "",
) -> Attachment:
    """Keep one file, private and, where a scanner is set, in quarantine (上传附件).

    unit and by: None for what citizens send in; no list of the desk shows such a file.

    content: bytes, or a file that can be sought in; a large one never lies whole in memory.
    Pictures are turned upright and lose what the camera wrote; a PDF loses what acts by itself.
    text: words in the file, where the caller has read them already. Raises FileRefused.
    """
    kept_name = names.clean_name(name)
    with _as_file(content) as file:
        try:
            content_type = check_kind(kept_name, file).content_type
            kept = _cleaned(content_type, file)
            if content_type == CAPTIONS and not kept_name.endswith(".vtt"):
                kept_name = f"{kept_name.rpartition('.')[0]}.vtt"
                kept.done.append(_("已转换为网页字幕（WebVTT）"))
        except Unfit as unfit:
            raise FileRefused(name=kept_name, why=unfit.why) from unfit
        if names.is_shortened(name, kept_name):
            kept.done.append(_("文件名太长，已缩短"))
        attachment = _described(kept_name, content_type, file, kept)
        attachment.text, attachment.unit = text, unit
        attachment.uploaded_by, attachment.uploaded_at = by, now
        kept.file.seek(0)
        attachment.file.save(kept_name, File(kept.file), save=False)
    scanning.begin(attachment, now)
    audit.record("attachments.stored", attachment, by=by, at=now, after=_told(attachment))
    return attachment


def _described(name: str, content_type: str, file: IO[bytes], kept: Kept) -> Attachment:
    """A row with what the bytes say of themselves."""
    return Attachment(
        name=name,
        content_type=content_type,
        size_bytes=kept.file.seek(0, io.SEEK_END),
        sha256=_sha256(kept.file),
        received_sha256=_sha256(file),
        width=kept.width,
        height=kept.height,
        treated="；".join(kept.done),
        listing=_listing(content_type, file),
    )


def _told(attachment: Attachment) -> dict[str, object]:
    """What the trail keeps of a file."""
    facts: dict[str, object] = {
        "sha256": attachment.sha256,
        "size_bytes": attachment.size_bytes,
    }
    if attachment.received_sha256 != attachment.sha256:
        facts["received_sha256"] = attachment.received_sha256
    return facts


@contextmanager
def _as_file(content: bytes | IO[bytes]) -> Iterator[IO[bytes]]:
    yield io.BytesIO(content) if isinstance(content, bytes) else content


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest()


def _cleaned(content_type: str, file: IO[bytes]) -> Kept:
    """What may be kept of a file. Raises Unfit."""
    if content_type.startswith("image/"):
        return _clean_picture(file)
    if content_type == "application/pdf":
        return _clean_pdf(file)
    if content_type == CAPTIONS:
        return _clean_captions(file)
    if content_type in FILMS:
        return _clean_film(file)
    return Kept(file)


def _clean_picture(file: IO[bytes]) -> Kept:
    file.seek(0)
    try:
        content, width, height = pictures.without_traces(file.read())
    except pictures.BrokenPicture as failure:
        raise Unfit(_("图片损坏，打不开")) from failure
    except pictures.HugePicture as failure:
        raise Unfit(_("图片的像素太多（超过1亿），请缩小后再上传")) from failure
    return Kept(io.BytesIO(content), width, height)


def _clean_pdf(file: IO[bytes]) -> Kept:
    try:
        cleaned = pdfs.without_active_content(file)
    except pdfs.LockedPdf as failure:
        raise Unfit(zips.PASSWORD) from failure
    except pdfs.SignedPdf as failure:
        why = _(
            "带有电子签名，又含脚本或内嵌文件；去掉它们会使签名失效，请让签发方提供不含脚本的文件"
        )
        raise Unfit(why) from failure
    except pdfs.BrokenPdf as failure:
        raise Unfit(_("PDF损坏或不完整，打不开，请重新导出后再上传")) from failure
    if cleaned is None:
        return Kept(file)
    return Kept(cleaned, done=[_("已去除PDF中会自动执行的内容")])


def _clean_film(file: IO[bytes]) -> Kept:
    """The film without place, owner and program that the camera noted; its length stays."""
    noted = mp4.noted_by_camera(file)
    if not noted:
        return Kept(file)
    cleaned = tempfile.TemporaryFile()  # noqa: SIM115 - whoever keeps it drops it
    file.seek(0)
    shutil.copyfileobj(file, cleaned, CHUNK_BYTES)
    for box in noted:
        cleaned.seek(box.at + 4)
        cleaned.write(b"free")
        cleaned.seek(box.start)
        cleaned.write(bytes(box.end - box.start))
    return Kept(cleaned)


def _clean_captions(file: IO[bytes]) -> Kept:
    file.seek(0)
    try:
        cues = captions.cues_in(file.read())
    except captions.BrokenCaptions as failure:
        raise Unfit(_("字幕文件有误：{why}").format(why=failure.why)) from failure
    return Kept(io.BytesIO(captions.as_webvtt(cues)))


def _listing(content_type: str, file: IO[bytes]) -> list[list[object]]:
    """Names and sizes in a zip, as many as anybody reads."""
    if content_type != "application/zip":
        return []
    return [[member.name, member.size] for member in zips.listed(file)[:LISTED_MAX]]
