"""The web server's log files (访问日志): found, read on from where the last round ended.

A file is known by its first line, so that it is read on under whatever name rotation gave it,
compressed or not.
"""

import glob
import gzip
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from zhanqun.delivery.usage.models import LogPosition

HOUR_SECONDS = 3600
_SECOND = re.compile(rb"\d{10}\.\d{3}\t")
# No line of ours is longer: nginx takes 8 KB of address and as much of headers.
LINE_MOST = 40_000


class Source:
    """One file, at the place up to which it was counted. latest: no second after this is believed,
    so that a clock gone wrong holds up nothing."""

    def __init__(self, path: Path, position: LogPosition, latest: int) -> None:
        self.position, self._latest = position, b"%d" % latest
        self._is_packed = path.suffix == ".gz"
        self._file = _opened(path)
        self._file.seek(position.offset)
        self._next = self._read()

    def next_hour(self) -> int | None:
        """The hour of the next line since the epoch; None where there is none yet."""
        while self._next and not self._is_readable(self._next):
            self.position.malformed += 1
            self._advance()
        return int(self._next[:10]) // HOUR_SECONDS if self._next else None

    def until(self, hour: int) -> Iterator[bytes]:
        """Lines up to the end of that hour, without their ends."""
        limit = b"%d" % ((hour + 1) * HOUR_SECONDS)
        line, position, read = self._next, self.position, self._file.readline
        try:
            while line and (line[:10] < limit or not self._is_readable(line)):
                yield line[:-1]
                position.offset += len(line)
                position.lines += 1
                line = read(LINE_MOST)
                if line[-1:] != b"\n":
                    line = self._whole(line)
        finally:
            self._next = line

    def close(self) -> None:
        """A compressed file does not grow: once at its end, it is done with."""
        self.position.is_done = self._is_packed and not self._next
        self._file.close()

    def _advance(self) -> None:
        self.position.offset += len(self._next)
        self.position.lines += 1
        self._next = self._read()

    def _read(self) -> bytes:
        line = self._file.readline(LINE_MOST)
        return line if line[-1:] == b"\n" else self._whole(line)

    def _whole(self, line: bytes) -> bytes:
        """A line without an end: still being written, or too long, which is nobody's address."""
        while len(line) >= LINE_MOST:
            self.position.malformed += 1
            while len(line) >= LINE_MOST and line[-1:] != b"\n":
                self.position.offset += len(line)
                line = self._file.readline(LINE_MOST)
            self.position.offset += len(line)
            line = self._file.readline(LINE_MOST)
        return line if line[-1:] == b"\n" else b""

    def _is_readable(self, line: bytes) -> bool:
        return _SECOND.match(line) is not None and line[:10] <= self._latest


def sources(patterns: Iterable[str], latest: int) -> list[Source]:
    """The files that may hold something new; positions of new ones are not stored yet."""
    found: dict[str, Path] = {}
    # The operator's patterns are absolute.
    names = {name for pattern in patterns for name in glob.glob(pattern)}  # noqa: PTH207
    for path in sorted(map(Path, names)):
        if fingerprint := fingerprint_of(path):
            found.setdefault(fingerprint, path)
    known = {row.fingerprint: row for row in LogPosition.objects.filter(fingerprint__in=found)}
    opened = []
    for fingerprint, path in found.items():
        position = known.get(fingerprint) or LogPosition(fingerprint=fingerprint)
        position.name = path.name[:255]
        if not position.is_done:
            opened.append(Source(path, position, latest))
    return opened


def _opened(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(path)) if path.suffix == ".gz" else path.open("rb")


def fingerprint_of(path: Path) -> str:
    """By what a file is known; "" while it has no whole line, or cannot be read."""
    try:
        with _opened(path) as file:
            line = file.readline(LINE_MOST)
    except (OSError, EOFError):
        return ""
    return hashlib.sha256(line).hexdigest() if line.endswith(b"\n") else ""
