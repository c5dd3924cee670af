"""The words in a file (提取文字), by kind, for checks and search: plain functions, no database."""

from zhanqun.core.attachments.reading.ofd_pages import Drawing, NotDrawn
from zhanqun.core.attachments.reading.ofd_pages import draw as draw_ofd
from zhanqun.core.attachments.reading.old_office import (
    ConverterMissing,
    NotConverted,
    as_new_office,
)
from zhanqun.core.attachments.reading.words import Words, read_words

__all__ = [
    "ConverterMissing",
    "Drawing",
    "NotConverted",
    "NotDrawn",
    "Words",
    "as_new_office",
    "draw_ofd",
    "read_words",
]
