"""Files and images (附件)."""

from zhanqun.core.attachments.derivatives import file_derived, open_derived
from zhanqun.core.attachments.deriving import Derived
from zhanqun.core.attachments.errors import FileInQuarantine, FileRefused
from zhanqun.core.attachments.kinds.zips import zip_name
from zhanqun.core.attachments.models import Attachment, AttachmentUse, private_storage
from zhanqun.core.attachments.outside import remove_from_outside, store_from_outside
from zhanqun.core.attachments.publicity import file_key, files_referred_to, refer_to
from zhanqun.core.attachments.queries import (
    attachments_by_key,
    attachments_by_uid,
    attachments_visible_to,
    check_may_open,
    not_ready,
    public_attachments,
    scanner_health,
    shown_attachments,
    shown_by_key,
    streaming_health,
)
from zhanqun.core.attachments.reading import (
    Drawing,
    NotDrawn,
    as_new_office,
    draw_ofd,
    read_words,
)
from zhanqun.core.attachments.receiving import take_upload
from zhanqun.core.attachments.states import ScanState
from zhanqun.core.attachments.storing import store_attachment
from zhanqun.core.attachments.withholding import file_withheld

__all__ = [
    "Attachment",
    "AttachmentUse",
    "Derived",
    "Drawing",
    "FileInQuarantine",
    "FileRefused",
    "NotDrawn",
    "ScanState",
    "as_new_office",
    "attachments_by_key",
    "attachments_by_uid",
    "attachments_visible_to",
    "check_may_open",
    "draw_ofd",
    "file_derived",
    "file_key",
    "file_withheld",
    "files_referred_to",
    "not_ready",
    "open_derived",
    "private_storage",
    "public_attachments",
    "read_words",
    "refer_to",
    "remove_from_outside",
    "scanner_health",
    "shown_attachments",
    "shown_by_key",
    "store_attachment",
    "store_from_outside",
    "streaming_health",
    "take_upload",
    "zip_name",
]
