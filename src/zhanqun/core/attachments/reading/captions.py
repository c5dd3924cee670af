"""Captions of a film (字幕): WebVTT in one spelling, made of WebVTT or SubRip.

Kept are the times and the words; styles, positions, notes and markup go, so that nothing in a
caption file is anything but words.
"""

import re
from dataclasses import dataclass
from html import escape, unescape

from django.utils.translation import gettext as _

CUES_MAX = 20_000
_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_MARKUP = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_BLOCKS = ("NOTE", "STYLE", "REGION")


class BrokenCaptions(Exception):
    """Not captions, or times that no player follows; `why` tells where."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that stand from one millisecond to another."""

    start_ms: int
    end_ms: int
    words: str


def cues_in(content: bytes) -> list[Cue]:
    """The cues of a caption file in order. Raises BrokenCaptions."""
    lines = _decoded(content).splitlines()
    cues: list[Cue] = []
    at = 0
    while at < len(lines):
        end = _block_of(lines, at)
        if cue := _cue(lines[at:end], at + 1):
            _check_order(cue, cues, at + 1)
            cues.append(cue)
        at = end + 1
    if not cues:
        example = "00:00:01.000 --> 00:00:03.000"
        raise BrokenCaptions(_("没有一条带时间的字幕，时间应写作{it}").format(it=example))
    if len(cues) > CUES_MAX:
        raise BrokenCaptions(_("字幕超过{most}条").format(most=CUES_MAX))
    return cues


def as_webvtt(cues: list[Cue]) -> bytes:
    """The cues as WebVTT (W3C), UTF-8."""
    parts = [
        f"{_spelled(cue.start_ms)} --> {_spelled(cue.end_ms)}\n{escape(cue.words, quote=False)}"
        for cue in cues
    ]
    return ("\n\n".join(["WEBVTT", *parts]) + "\n").encode()


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BrokenCaptions(_("文字编码无法识别，请另存为UTF-8"))


def _block_of(lines: list[str], at: int) -> int:
    """The end of the block of lines that begins at a line: the next empty line."""
    while at < len(lines) and lines[at].strip():
        at += 1
    return at


def _cue(block: list[str], line: int) -> Cue | None:
    """The cue in a block of lines: a name perhaps, times, words. None where it is another."""
    if not block or block[0].startswith(_BLOCKS):
        return None
    for offset, text in enumerate(block[:2]):
        if "-->" not in text:
            continue
        found = _TIMES.fullmatch(text)
        if found is None:
            raise BrokenCaptions(_("第{line}行的时间写法不对").format(line=line + offset))
        words = "\n".join(filter(None, map(_words, block[offset + 1 :])))
        start, end = _ms(found.groups()[:4]), _ms(found.groups()[4:])
        return Cue(start, end, words) if words else None
    return None


def _check_order(cue: Cue, before: list[Cue], line: int) -> None:
    if cue.end_ms <= cue.start_ms:
        raise BrokenCaptions(_("第{line}行起的字幕，结束时间不晚于开始时间").format(line=line))
    if before and cue.start_ms < before[-1].start_ms:
        raise BrokenCaptions(_("第{line}行起的字幕，时间早于上一条").format(line=line))


def _words(line: str) -> str:
    return unescape(_MARKUP.sub("", line)).strip()


def _ms(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def _spelled(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
