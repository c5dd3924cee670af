"""A video in segments that a player fetches as it goes (视频分段, HLS)."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import IO

from django.conf import settings

from zhanqun.core.attachments.deriving.made import Made

SEGMENT_SECONDS = 6
PATIENCE_SECONDS = 600
CHUNK_BYTES = 1024 * 1024
# The segments are parts of one file, asked for by their bytes (RFC 8216, EXT-X-BYTERANGE): a
# video is two files more, not hundreds.
PLAYLIST, STREAM = "index.m3u8", "stream.mp4"
_OPTIONS = (
    "-map", "0:v:0", "-map", "0:a:0?", "-c", "copy", "-map_metadata", "-1",
    "-f", "hls", "-hls_time", str(SEGMENT_SECONDS), "-hls_playlist_type", "vod",
    "-hls_segment_type", "fmp4", "-hls_flags", "single_file", "-hls_segment_filename", STREAM,
    PLAYLIST,
)  # fmt: skip


class StreamFailed(Exception):
    """ffmpeg could not take the video apart; what it said is in the message."""


def ffmpeg_program() -> str:
    """Path of ffmpeg: the setting's, else the one on PATH; "" where there is none."""
    return settings.ZHANQUN_FFMPEG or shutil.which("ffmpeg") or ""


def stream_of(file: IO[bytes]) -> list[Made]:
    """The video's playlist and its stream; nothing is coded anew. Raises StreamFailed."""
    with tempfile.TemporaryDirectory(prefix="zhanqun-video-") as folder:
        source = Path(folder) / "source.mp4"
        with source.open("wb") as copy:
            shutil.copyfileobj(file, copy, CHUNK_BYTES)
        _run(folder)
        playlist, stream = Path(folder) / PLAYLIST, Path(folder) / STREAM
        return [
            Made(f"hls/{PLAYLIST}", "application/vnd.apple.mpegurl", playlist.read_bytes()),
            Made(f"hls/{STREAM}", "video/mp4", stream.read_bytes()),
        ]


def _run(folder: str) -> None:
    command = [ffmpeg_program(), "-nostdin", "-v", "error", "-i", "source.mp4", *_OPTIONS]
    try:
        subprocess.run(  # noqa: S603 - the operator's own program, and names of ours
            command, cwd=folder, check=True, capture_output=True, timeout=PATIENCE_SECONDS
        )
    except subprocess.CalledProcessError as failure:
        raise StreamFailed(failure.stderr.decode(errors="replace")[-500:]) from failure
    except (subprocess.TimeoutExpired, OSError) as failure:
        raise StreamFailed(str(failure)) from failure
