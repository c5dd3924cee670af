"""Files made of a file (派生文件): pictures in sizes that screens need, a video in segments.

They are made by a job once the scanner lets the original go, lie beside it in the private folder
and go wherever it goes: `/f/key/r/960.avif`, `/f/key/hls/index.m3u8`.
"""

from zhanqun.core.attachments.deriving.made import DERIVABLE, Derived, Made, derived_path
from zhanqun.core.attachments.deriving.renditions import renditions_of
from zhanqun.core.attachments.deriving.streams import (
    StreamFailed,
    ffmpeg_program,
    stream_of,
)

__all__ = [
    "DERIVABLE",
    "Derived",
    "Made",
    "StreamFailed",
    "derived_path",
    "ffmpeg_program",
    "renditions_of",
    "stream_of",
]
