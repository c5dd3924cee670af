"""What may be uploaded (附件类型): by the ending of the name, and by what the content is."""

from zhanqun.core.attachments.kinds.plain import Unfit
from zhanqun.core.attachments.kinds.table import (
    KINDS,
    LARGEST_BYTES,
    check_kind,
    check_size,
    limit_for,
    limits_told,
)

__all__ = [
    "KINDS",
    "LARGEST_BYTES",
    "Unfit",
    "check_kind",
    "check_size",
    "limit_for",
    "limits_told",
]
