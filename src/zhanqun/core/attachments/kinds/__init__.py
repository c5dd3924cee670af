"""What may be uploaded (附件类型): by the ending of the name, and by what the content is."""

from zhanqun.core.attachments.kinds.plain import Unfit
from zhanqun.core.attachments.kinds.table import (
    ALL_ENDINGS,
    KINDS,
    LARGEST_BYTES,
    Kind,
    Limit,
    check_kind,
    check_size,
    limit_for,
    limits_told,
)

__all__ = [
    "ALL_ENDINGS",
    "KINDS",
    "LARGEST_BYTES",
    "Kind",
    "Limit",
    "Unfit",
    "check_kind",
    "check_size",
    "limit_for",
    "limits_told",
]
