"""Video and sound in MP4 (MP4文件): what is in it, so that every browser can play it."""

from collections.abc import Iterator
from typing import IO, NamedTuple

from django.utils.translation import gettext_lazy as _

from zhanqun.core.attachments.kinds.plain import Check, Unfit, at

_PARENTS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
_VIDEO, _SOUND = {"avc1", "avc3"}, {"mp4a"}
# User data, and the key-value boxes that phones write: the place of the recording stands there.
_NOTES = {b"udta", b"meta", b"uuid"}
_HANDLERS = {b"vide", b"soun"}
# More boxes than any film has: a file made to keep us busy.
BOXES_MAX = 10_000
_BROKEN = _("视频或音频损坏、不完整，请重新导出后再上传")
_NOT_PLAYED = _(
    "编码是{codec}，很多浏览器放不了；请用剪辑软件按“H.264 视频、AAC 音频”重新导出（手机可在"
    "“相机—格式”中选“兼容性最佳”后重拍）"
)
_NO_PICTURE = _("文件里没有画面，只有声音；请改用m4a或mp3")


class Box(NamedTuple):
    kind: bytes
    at: int  # where it begins, with its size and kind
    start: int  # of its content
    end: int


def video(file: IO[bytes]) -> None:
    """Film in H.264, sound in AAC if there is any. Raises Unfit."""
    codecs = _played(file)
    if not codecs & _VIDEO:
        raise Unfit(_NO_PICTURE)


def sound(file: IO[bytes]) -> None:
    """Sound in AAC; a cover picture does not matter. Raises Unfit."""
    _played(file)


def codecs_of(file: IO[bytes]) -> list[str]:
    """Names of the codecs of film and sound tracks, such as avc1, mp4a. Raises Unfit."""
    found = []
    handler = b""
    for box in _boxes(file):
        if box.kind == b"hdlr":
            handler = _read(file, box.start + 8, 4)
        elif box.kind == b"stsd" and handler in _HANDLERS:
            found.append(_read(file, box.start + 12, 4).decode("ascii", "replace"))
    if not found:
        raise Unfit(_BROKEN)
    return found


def noted_by_camera(file: IO[bytes]) -> list[Box]:
    """Boxes of what the camera wrote besides film and sound: place, owner, program."""
    return [box for box in _boxes(file) if box.kind in _NOTES]


def _played(file: IO[bytes]) -> set[str]:
    _is_mp4(file)
    codecs = set(codecs_of(file))
    for codec in sorted(codecs - _VIDEO - _SOUND):
        raise Unfit(str(_NOT_PLAYED).format(codec=codec))
    return codecs


def _boxes(file: IO[bytes]) -> Iterator[Box]:
    """Boxes outside in, in the order of the file."""
    waiting = [(0, file.seek(0, 2))]
    count = 0
    while waiting:
        start, end = waiting.pop()
        while start + 8 <= end:
            count += 1
            if count > BOXES_MAX:
                raise Unfit(_BROKEN)
            box = _box_at(file, start, end)
            yield box
            start = box.end
            if box.kind in _PARENTS:
                waiting.append((start, end))
                start, end = box.start, box.end


def _box_at(file: IO[bytes], start: int, end: int) -> Box:
    head = _read(file, start, 16)
    size, content = int.from_bytes(head[:4], "big"), start + 8
    if size == 1:
        size, content = int.from_bytes(head[8:16], "big"), start + 16
    elif size == 0:
        size = end - start
    if size < content - start or start + size > end:
        raise Unfit(_BROKEN)
    return Box(head[4:8], start, content, start + size)


def _read(file: IO[bytes], start: int, size: int) -> bytes:
    file.seek(start)
    return file.read(size)


_is_mp4: Check = at(4, b"ftyp")
