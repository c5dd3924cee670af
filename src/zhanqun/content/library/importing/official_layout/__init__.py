"""The layout of official documents (公文格式): which paragraph is number, title, date.

Source: GB/T 9704-2012 7.2 to 7.4, and the form government sites give it, with the number under
the title.
"""

from zhanqun.content.library.importing.official_layout.layout import (
    Layout,
    plain_title,
    recognise,
    without_repeated_head,
)
from zhanqun.content.library.importing.official_layout.organs import organs_of_title, split_organs

__all__ = [
    "Layout",
    "organs_of_title",
    "plain_title",
    "recognise",
    "split_organs",
    "without_repeated_head",
]
