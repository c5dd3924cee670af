"""Writing attachments: upload, and which of them live pages refer to."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.attachments import pictures
from zhanqun.core.attachments.kinds import KINDS
from zhanqun.core.attachments.models import Attachment, AttachmentUse
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation.errors import DomainError

LIMIT_BYTES = 50 * 1024 * 1024
# A file system takes 255 bytes; published copies have twins with longer endings.
STEM_BYTES_MAX = 220


class FileRefused(DomainError):
    """The file is not of an allowed kind, or its content is not what its name says."""

    code = "attachments.refused"
    message = _("文件“{name}”不能上传：{why}。")


@transaction.atomic
def store_attachment(
    *, name: str, content: bytes, unit: Unit, by: User, now: datetime, text: str = ""
) -> Attachment:
    """Keep one file, private (上传附件).

    Pictures are turned upright and lose what the camera wrote into them. text: words found in
    the file, for the checks. Raises FileRefused.
    """
    name = _clean_name(name)
    extension = name.rpartition(".")[2].lower()
    content_type = _check_kind(name, extension, content)
    width = height = None
    if content_type.startswith("image/"):
        content, width, height = _clean_picture(name, content)
    attachment = Attachment(
        name=name,
        content_type=content_type,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        width=width,
        height=height,
        text=text,
        unit=unit,
        uploaded_by=by,
        uploaded_at=now,
    )
    attachment.file.save(name, ContentFile(content), save=False)
    attachment.save()
    after = {"sha256": attachment.sha256, "size_bytes": attachment.size_bytes}
    audit.record("attachments.stored", attachment, by=by, at=now, after=after)
    return attachment


def refer_to(owner: str, uids: Iterable[UUID]) -> list[Attachment]:
    """Make `uids` the files that the live page `owner` refers to; they become public.

    Returns the files that no live page refers to any more: they are private again. Called
    inside the gate's transaction.
    """
    wanted = set(uids)
    former = list(Attachment.objects.filter(uses__owner=owner))
    AttachmentUse.objects.filter(owner=owner).exclude(attachment__uid__in=wanted).delete()
    AttachmentUse.objects.bulk_create(
        (
            AttachmentUse(attachment=attachment, owner=owner)
            for attachment in Attachment.objects.filter(uid__in=wanted)
        ),
        ignore_conflicts=True,
    )
    left = [attachment for attachment in former if attachment.uid not in wanted]
    return [attachment for attachment in left if not attachment.uses.exists()]


def _clean_name(name: str) -> str:
    base = name.replace("\\", "/").rpartition("/")[2]
    base = "".join(char for char in base if char.isprintable()).strip(" .")
    stem, dot, extension = base.rpartition(".")
    if not dot or not stem:
        raise FileRefused(name=name[:80], why=_("文件名没有扩展名"))
    stem = stem[:180].encode()[:STEM_BYTES_MAX].decode(errors="ignore").rstrip(" .")
    return f"{stem}.{extension[:10]}"


def _check_kind(name: str, extension: str, content: bytes) -> str:
    if len(content) > LIMIT_BYTES:
        raise FileRefused(name=name, why=_("超过50 MB"))
    if not content:
        raise FileRefused(name=name, why=_("文件是空的"))
    kind = KINDS.get(extension)
    if kind is None:
        raise FileRefused(name=name, why=_("不支持这种文件类型"))
    if not kind.fits(content):
        raise FileRefused(name=name, why=_("内容与扩展名不符"))
    return kind.content_type


def _clean_picture(name: str, content: bytes) -> tuple[bytes, int, int]:
    try:
        return pictures.without_traces(content)
    except pictures.BrokenPicture as failure:
        raise FileRefused(name=name, why=_("图片损坏，打不开")) from failure
