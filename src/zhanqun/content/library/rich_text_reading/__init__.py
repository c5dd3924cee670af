"""HTML of any origin to blocks: what may stay is listed here, everything else goes.

The browser-grade parser of nh3 repairs and strips first (`markup`); `reader` then reads its output
into blocks, so that nothing reaches the page that the writer does not know how to spell.
"""

from zhanqun.content.library.rich_text_reading.addresses import (
    UPLOAD_SCHEME,
    ImageRef,
    inline_image,
    safe_link,
)
from zhanqun.content.library.rich_text_reading.hiding import HiddenLink, take_hidden_links
from zhanqun.content.library.rich_text_reading.markup import TextNestedTooDeep, check_read_whole
from zhanqun.content.library.rich_text_reading.reader import Reader

__all__ = [
    "UPLOAD_SCHEME",
    "HiddenLink",
    "ImageRef",
    "Reader",
    "TextNestedTooDeep",
    "check_read_whole",
    "inline_image",
    "safe_link",
    "take_hidden_links",
]
