"""Short films for the demo city, made here so that none need be shipped (演示视频).

A film is a row of still pictures in H.264, each written as it is (I_PCM), in an MP4. Such a film is
large for what it shows, but it needs no program, and every browser plays it.
"""

import struct
from collections.abc import Iterable

from PIL import Image

WIDTH, HEIGHT = 320, 176
BLOCK = 16
SECONDS_EACH = 2
# The view moves over the picture by so many pictures.
VIEWS = 10
_MATRIX = (0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def film_of(picture: Image.Image) -> bytes:
    """A slow move over one picture, 20 seconds in all, without sound."""
    return _mp4([_frame(view) for view in _views(picture)])


def _views(picture: Image.Image) -> Iterable[Image.Image]:
    height = picture.height * 4 // 5
    width = height * WIDTH // HEIGHT
    for number in range(VIEWS):
        left = (picture.width - width) * number // (VIEWS - 1)
        top = (picture.height - height) * number // (VIEWS - 1)
        part = picture.crop((left, top, left + width, top + height))
        yield part.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def captions_of(parts: list[tuple[str, str]]) -> bytes:
    """Headings and first words of a transcript over the length of the film, as SubRip."""
    each = VIEWS * SECONDS_EACH // max(1, len(parts))
    rows = [
        f"{number + 1}\n{_time(each * number)} --> {_time(each * (number + 1))}\n{head}\n{words}\n"
        for number, (head, words) in enumerate(parts)
    ]
    return "\n".join(rows).encode()


def _time(seconds: int) -> str:
    return f"00:00:{seconds:02},000"


# --- H.264 (ITU-T H.264): one sequence, one parameter set, key frames alone -----------------


class _Bits:
    """Bits one after the other, most significant first."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def put(self, value: int, size: int) -> "_Bits":
        self.text += f"{value:0{size}b}"
        return self

    def golomb(self, *values: int) -> "_Bits":
        """Unsigned Exp-Golomb codes."""
        for value in values:
            code = f"{value + 1:b}"
            self.text += "0" * (len(code) - 1) + code
        return self

    def ended(self) -> bytes:
        """With the stop bit, filled up to a whole byte."""
        return self.filled("1")

    def filled(self, stop: str = "") -> bytes:
        text = self.text + stop
        text += "0" * (-len(text) % 8)
        return int(text, 2).to_bytes(len(text) // 8, "big")


def _sequence() -> bytes:
    """Baseline profile, level 2.1; pictures in order."""
    bits = _Bits().golomb(0, 0, 2, 0).put(0, 1)
    bits.golomb(WIDTH // BLOCK - 1, HEIGHT // BLOCK - 1).put(0b1100, 4)
    return b"\x67\x42\xc0\x15" + bits.ended()


def _parameters() -> bytes:
    bits = _Bits().golomb(0, 0).put(0, 2).golomb(0, 0, 0).put(0, 3).golomb(0, 0, 0).put(0b100, 3)
    return b"\x68" + bits.ended()


def _frame(picture: Image.Image) -> bytes:
    """A key frame: each block of 16 by 16 in full, brightness and then both colours."""
    bright, blue, red = picture.convert("YCbCr").split()
    half = (WIDTH // 2, HEIGHT // 2)
    planes = [(bright, BLOCK), (blue.resize(half), BLOCK // 2), (red.resize(half), BLOCK // 2)]
    # First block, slice of key pictures, parameter set, number of frame, of key picture; the
    # quality's step, and that blocks are not smoothed.
    head = _Bits().golomb(0, 7, 0).put(0, 4).golomb(0).put(0, 2).golomb(0, 1)
    parts = [b"\x65"]
    for number in range(WIDTH // BLOCK * (HEIGHT // BLOCK)):
        bits = head if number == 0 else _Bits()
        parts.append(bits.golomb(25).filled())  # 25 is I_PCM
        parts += [_block(plane, size, number) for plane, size in planes]
    return b"".join([*parts, b"\x80"])


def _block(plane: Image.Image, size: int, number: int) -> bytes:
    row, column = divmod(number, WIDTH // BLOCK)
    part = plane.crop((column * size, row * size, (column + 1) * size, (row + 1) * size))
    # Without noughts nothing in it can look like the beginning of a part of the stream.
    return part.tobytes().replace(b"\0", b"\1")


# --- MP4 (ISO/IEC 14496-12, -15) ----------------------------------------------------------


def _mp4(frames: list[bytes]) -> bytes:
    """The index before the film, so that it plays while it is fetched."""
    samples = [struct.pack(">I", len(frame)) + frame for frame in frames]
    kind = _box("ftyp", b"isom", struct.pack(">I", 512), b"isomavc1mp41")
    size = len(_index(samples, 0))
    index = _index(samples, len(kind) + size + 8)
    return kind + index + _box("mdat", *samples)


def _index(samples: list[bytes], start: int) -> bytes:
    count, length = len(samples), len(samples) * SECONDS_EACH
    sequence, parameters = _sequence(), _parameters()
    config = b"\x01" + sequence[1:4] + b"\xff\xe1" + struct.pack(">H", len(sequence)) + sequence
    config += b"\x01" + struct.pack(">H", len(parameters)) + parameters
    entry = bytes(6) + struct.pack(">H", 1) + bytes(16) + struct.pack(">HH", WIDTH, HEIGHT)
    entry += struct.pack(">IIIH", 0x480000, 0x480000, 0, 1) + bytes(32) + b"\0\x18\xff\xff"
    table = _box(
        "stbl",
        _full("stsd", struct.pack(">I", 1), _box("avc1", entry, _box("avcC", config))),
        _full("stts", struct.pack(">III", 1, count, SECONDS_EACH)),
        _full("stsc", struct.pack(">IIII", 1, 1, count, 1)),
        _full("stsz", struct.pack(">II", 0, count), *(struct.pack(">I", len(s)) for s in samples)),
        _full("stco", struct.pack(">II", 1, start)),
    )
    own = _box("dinf", _full("dref", struct.pack(">I", 1), _full("url ", flags=1)))
    inner = _box("minf", _full("vmhd", bytes(8), flags=1), own, table)
    media = _box(
        "mdia",
        _full("mdhd", struct.pack(">IIIIHH", 0, 0, 1, length, 0x55C4, 0)),
        _full("hdlr", bytes(4), b"vide", bytes(12), b"film\0"),
        inner,
    )
    matrix = struct.pack(">9I", *_MATRIX)
    track = struct.pack(">IIIII", 0, 0, 1, 0, length) + bytes(16) + matrix
    track += struct.pack(">II", WIDTH << 16, HEIGHT << 16)
    film = struct.pack(">IIIIIH", 0, 0, 1, length, 0x10000, 0x100) + bytes(10) + matrix
    film += bytes(24) + struct.pack(">I", 2)
    return _box("moov", _full("mvhd", film), _box("trak", _full("tkhd", track, flags=7), media))


def _full(kind: str, *parts: bytes, flags: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", flags), *parts)


def _box(kind: str, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I", len(content) + 8) + kind.encode() + content
