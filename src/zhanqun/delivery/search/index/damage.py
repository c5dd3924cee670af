"""Whether the files of an index are whole (索引损坏).

tantivy ends every file of a segment with a footer that holds the CRC-32 of what stands before.
"""

import json
import logging
import zlib
from contextlib import suppress
from pathlib import Path

from django.utils.translation import gettext as _

logger = logging.getLogger("zhanqun.search")

_SUSPECTED = "suspected"
_MAGIC = (1337).to_bytes(4, "little")
_CHUNK = 1 << 20
_NEEDED = {".store", ".term", ".idx", ".pos", ".fast", ".fieldnorm"}


def damage_of(generation: Path, *, is_thorough: bool = False) -> str:
    """What is wrong with an index, "" where nothing is seen.

    is_thorough: every byte is read; otherwise that every file is there with its end. Segments
    that are merged meanwhile are no damage: the list of segments is another one then.
    """
    while True:
        before = _meta(generation)
        wrong = _wrong_in(generation, before, is_thorough)
        if not wrong or _meta(generation) == before:
            return wrong


def suspect(generation: Path, failure: BaseException) -> None:
    """Whoever asks and meets an error says so; the process that keeps the index looks at it
    thoroughly. No reader's query alone makes an index damaged."""
    logger.error("asking the index %s failed", generation, exc_info=failure)
    with suppress(OSError):
        (generation / _SUSPECTED).touch()


def is_suspected(generation: Path) -> bool:
    return (generation / _SUSPECTED).exists()


def acquit(generation: Path) -> None:
    (generation / _SUSPECTED).unlink(missing_ok=True)


def _meta(generation: Path) -> bytes:
    try:
        return (generation / "meta.json").read_bytes()
    except OSError:
        return b""


def _wrong_in(generation: Path, meta: bytes, is_thorough: bool) -> str:
    try:
        segments = json.loads(meta)["segments"]
        names = [segment["segment_id"].replace("-", "") for segment in segments]
    except (ValueError, KeyError):
        return _("索引损坏：meta.json 不存在或读不出来")
    for name in names:
        files = list(generation.glob(f"{name}.*"))
        if not {file.suffix for file in files} >= _NEEDED:
            return _("索引损坏：缺少文件 {name}").format(name=name)
        for file in files:
            if not _is_whole(file, is_thorough):
                return _("索引损坏：文件 {name} 不完整").format(name=file.name)
    return ""


def _is_whole(file: Path, is_thorough: bool) -> bool:
    try:
        with file.open("rb") as opened:
            size = opened.seek(0, 2)
            opened.seek(max(0, size - 8))
            tail = opened.read()
            if len(tail) < 8 or tail[4:] != _MAGIC:
                return False
            length = int.from_bytes(tail[:4], "little")
            opened.seek(size - 8 - length)
            footer = json.loads(opened.read(length))
            return not is_thorough or _crc(file, size - 8 - length) == footer["crc"]
    except (OSError, ValueError, KeyError):
        return False


def _crc(file: Path, length: int) -> int:
    crc = 0
    with file.open("rb") as opened:
        while length > 0 and (chunk := opened.read(min(_CHUNK, length))):
            crc = zlib.crc32(chunk, crc)
            length -= len(chunk)
    return crc
