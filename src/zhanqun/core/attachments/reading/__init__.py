"""The words in a file (提取文字), by kind, for checks and search: plain functions, no database."""

from zhanqun.core.attachments.reading.old_office import (
    ConverterMissing,
    NotConverted,
    as_new_office,
)
from zhanqun.core.attachments.reading.words import Words, read_words

__all__ = ["ConverterMissing", "NotConverted", "Words", "as_new_office", "read_words"]
