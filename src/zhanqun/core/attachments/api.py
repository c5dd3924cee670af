"""Files and images (附件)."""

from zhanqun.core.attachments.models import Attachment, AttachmentUse
from zhanqun.core.attachments.queries import (
    attachments_by_key,
    attachments_by_uid,
    attachments_visible_to,
    public_attachments,
)
from zhanqun.core.attachments.reading import as_new_office, read_words
from zhanqun.core.attachments.services import FileRefused, refer_to, store_attachment

__all__ = [
    "Attachment",
    "AttachmentUse",
    "FileRefused",
    "as_new_office",
    "attachments_by_key",
    "attachments_by_uid",
    "attachments_visible_to",
    "public_attachments",
    "read_words",
    "refer_to",
    "store_attachment",
]
