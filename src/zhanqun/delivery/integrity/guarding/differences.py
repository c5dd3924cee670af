"""What was altered, as a person can read it (差异)."""

import difflib
import zlib

import brotli

from zhanqun.delivery.integrity.guarding.disk import Found

TEXT_BYTES_MAX = 300_000
LINES_MAX = 200
LINE_LENGTH_MAX = 300
EXCERPT_LENGTH = 4000
KINDS = {"folder": "文件夹", "link": "符号链接", "other": "设备或管道"}


def unpacked(data: bytes, ending: str) -> bytes:
    """The beginning of what a twin holds, whoever made it; as it is where that cannot be read."""
    try:
        if ending == ".gz":
            return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, TEXT_BYTES_MAX)
        if ending == ".br":
            return brotli.Decompressor().process(data, output_buffer_limit=TEXT_BYTES_MAX)
    except (zlib.error, brotli.error):
        return data
    return data


def difference(expected: bytes, found: bytes) -> str:
    """From what should stand to what was found; "" where either is no text."""
    before, after = _text(expected), _text(found)
    if before is None or after is None:
        return ""
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), "已发布", "被改后", lineterm="", n=1
    )
    rows = [_short(line) for line, _number in zip(lines, range(LINES_MAX + 1), strict=False)]
    if len(rows) > LINES_MAX:
        rows[-1] = "…"
    return "\n".join(rows)


def excerpt(found: bytes) -> str:
    """The beginning of a foreign text; "" where it is none."""
    text = _text(found)
    return "\n".join(_short(line) for line in (text or "")[:EXCERPT_LENGTH].splitlines())


def description(found: Found | None) -> str:
    """What kind of thing lay there, where it was no plain file of ours."""
    if found is None:
        return ""
    if found.kind == "link":
        return f"{KINDS['link']} → {found.link}"[:200]
    if found.kind == "file":
        return "" if found.mode == 0o644 else f"权限 {found.mode:04o}"
    return KINDS[found.kind]


def _text(data: bytes) -> str | None:
    start = data[:TEXT_BYTES_MAX]
    return None if b"\0" in start else start.decode(errors="replace")


def _short(line: str) -> str:
    return line if len(line) <= LINE_LENGTH_MAX else line[:LINE_LENGTH_MAX] + "…"
