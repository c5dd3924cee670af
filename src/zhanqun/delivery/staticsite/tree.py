"""The files of one site on disk (静态文件树): plain functions over a folder, no database.

A page lies at its path, with a gzip and a brotli twin beside it. What is gone lies under
`.gone/`, what moved under `.moved/` (its content is the new address); neither is reached by
its own name, since names that begin with a dot are never served.
"""

# Where files are written by the hundred thousand, names are plain strings.
# ruff: noqa: PTH103, PTH104, PTH108, PTH110, PTH116, PTH120, PTH123

import ctypes
import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import brotli
import deflate

from zhanqun.foundation.hosts import ascii_host

GONE, MOVED = ".gone", ".moved"
CORNERS = {410: GONE, 301: MOVED}
TWINS = (".br", ".gz")
# A file being written, beside where it will lie; of a killed process it stays, as an orphan.
NEW = ".new-"
# Below this a twin saves nothing that a packet would notice.
COMPRESS_FROM_BYTES = 512
TEXT_TYPES = (
    "text/",
    "application/xml",
    "application/atom+xml",
    "application/rss+xml",
    "application/json",
)
# At once. Of a page of 12.9 KB, one core: brotli 4 takes 0.28 ms for 5.3 KB, 5 takes 0.45 ms for
# 4.5 KB; libdeflate 4 takes 0.13 ms, 6 takes 0.16 ms for one percent less.
BROTLI_FAST, WINDOW_FAST, GZIP_FAST = 4, 18, 6
# In the background: 15 ms and 2 ms a page, a tenth smaller.
BROTLI_BEST, WINDOW_BEST, GZIP_BEST = 11, 22, 12

# How files are made: the web server reads, nobody else writes.
MODE = 0o644


class PathRefused(ValueError):
    """A path that would leave the site's folder, or hide a file."""


def folder_of(domain: str) -> str:
    """The folder of a site, named as browsers send the host: 青云.政务 is xn--….

    Raises PathRefused for what is no host name.
    """
    try:
        return ascii_host(domain)
    except ValueError as failure:
        raise PathRefused(domain) from failure


@dataclass(frozen=True, slots=True)
class Twins:
    """SHA-256 of the compressed twins of a file, "" where it has none."""

    br: str = ""
    gz: str = ""


@dataclass(frozen=True)
class SiteTree:
    """The folder of one site. twins: whether pages get any, which only measurements leave out."""

    root: Path
    twins: bool = True

    def write(self, path: str, body: bytes, *, content_type: str) -> Twins:
        """Put a page at its address; readers see the old one or the new one, never a part.

        The twins are replaced before the page: whoever takes a twin gets the new text a moment
        early, and nobody gets an old twin beside a new page. Where there is no room for one of
        them, none is replaced.
        """
        target = self._name(path)
        twins = self._twins_of(body, content_type)
        pairs = zip(TWINS, twins, strict=True)
        _replace(*((target + ending, data) for ending, data in pairs), (target, body))
        self._drop(GONE, path)
        self._drop(MOVED, path)
        return Twins(*(digest(data) if data else "" for data in twins))

    def write_twins(self, path: str, twins: tuple[bytes, bytes]) -> Twins:
        """Put other twins (brotli, gzip) beside a page that stays as it is."""
        target = self._name(path)
        _replace(*((target + ending, data) for ending, data in zip(TWINS, twins, strict=True)))
        return Twins(*map(digest, twins))

    def sync(self) -> None:
        """Bring to the disk what was written, once for a batch; a file alone is never synced."""
        descriptor = os.open(self.root, os.O_RDONLY)
        try:
            if ctypes.CDLL(None, use_errno=True).syncfs(descriptor) != 0:
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number), os.fspath(self.root))
        finally:
            os.close(descriptor)

    def remove(self, path: str) -> None:
        """Take a page away, twins first, with what said it was gone or moved."""
        self._take_page(path)
        self._drop(GONE, path)
        self._drop(MOVED, path)

    def mark_gone(self, path: str, body: bytes) -> None:
        """Answer 410 at this address, with a page that says why."""
        _replace((self._name(path, GONE), body))
        self._drop(MOVED, path)
        self._take_page(path)

    def mark_moved(self, path: str, location: str) -> None:
        """Answer 301 at this address."""
        _replace((self._name(path, MOVED), location.encode()))
        self._drop(GONE, path)
        self._take_page(path)

    def file(self, path: str, corner: str = "") -> Path:
        """Where an address lies on disk. Raises PathRefused."""
        return Path(self._name(path, corner))

    def place(self, path: str, status: int) -> Path:
        """Where the file lies that answers with this status."""
        return self.file(path, CORNERS.get(status, ""))

    def holds(self, path: str, body: bytes, status: int, *, content_type: str = "") -> bool:
        """Whether the disk already has exactly this, read and compared; of twins, that they are
        there or not as they should be."""
        target = self._name(path, CORNERS.get(status, ""))
        if not _is(target, body):
            return False
        if status != 200:
            return not self.file(path).exists()
        wanted = self.twins and _has_twins(body, content_type)
        return all(os.path.exists(target + ending) == wanted for ending in TWINS)

    def has_twins(self, path: str, twins: Twins) -> bool:
        """Whether the twins on disk are these: a publisher that was killed may have left others."""
        target = self._name(path)
        known = zip(TWINS, (twins.br, twins.gz), strict=True)
        return all(_digest_of(target + ending) == sha256 for ending, sha256 in known)

    def files(self) -> Iterator[str]:
        """Every file below, as a path relative to the folder, twins left out."""
        for folder, _folders, names in os.walk(self.root):
            base = Path(folder).relative_to(self.root).as_posix()
            for name in names:
                if name.endswith(TWINS) and name[: -len(Path(name).suffix)] in names:
                    continue
                yield name if base == "." else f"{base}/{name}"

    def delete(self, relative: str) -> None:
        """Delete a file nobody owns, with its twins (孤儿文件)."""
        target = self.root / relative
        for ending in (*TWINS, ""):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        self._tidy(target.parent)

    def _name(self, path: str, corner: str = "") -> str:
        parts = path.strip("/").split("/")
        if "%" in path:
            parts = [unquote(part) for part in parts]
        if any(not part or part[0] == "." or "/" in part or "\0" in part for part in parts):
            raise PathRefused(path)
        below = [corner, *parts] if corner else parts
        return "/".join([os.fspath(self.root), *below])

    def _twins_of(self, body: bytes, content_type: str) -> tuple[bytes | None, bytes | None]:
        if self.twins and _has_twins(body, content_type):
            return fast_twins(body)
        return None, None

    def _take_page(self, path: str) -> None:
        target = self.file(path)
        for ending in (*TWINS, ""):
            _unlink(os.fspath(target) + ending)
        self._tidy(target.parent)

    def _drop(self, corner: str, path: str) -> None:
        marker = self._name(path, corner)
        if _unlink(marker):
            self._tidy(Path(marker).parent)

    def _tidy(self, folder: Path) -> None:
        """Remove folders that became empty, up to the site's own."""
        while folder != self.root and folder.is_relative_to(self.root):
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def fast_twins(body: bytes) -> tuple[bytes, bytes]:
    """Brotli and gzip at once, while somebody waits."""
    br = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_FAST, lgwin=WINDOW_FAST)
    return br, bytes(deflate.gzip_compress(body, GZIP_FAST))


def best_twins(body: bytes) -> tuple[bytes, bytes]:
    """Brotli and gzip as small as they get, when nobody waits."""
    br = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_BEST, lgwin=WINDOW_BEST)
    return br, bytes(deflate.gzip_compress(body, GZIP_BEST))


def _has_twins(body: bytes, content_type: str) -> bool:
    return len(body) >= COMPRESS_FROM_BYTES and content_type.startswith(TEXT_TYPES)


def _is(target: str, body: bytes) -> bool:
    """Whether a file holds this: most that differ do so in size, which costs no reading."""
    try:
        if os.stat(target).st_size != len(body):
            return False
        with open(target, "rb", buffering=0) as file:
            return file.read() == body
    except OSError:
        return False


def _digest_of(name: str) -> str:
    """ "" where there is no such file."""
    try:
        with open(name, "rb", buffering=0) as file:
            return digest(file.read())
    except OSError:
        return ""


def _unlink(name: str) -> bool:
    """Whether there was something to unlink."""
    try:
        os.unlink(name)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _replace(*files: tuple[str, bytes | None]) -> None:
    """Write all beside their targets, then rename one after the other, so that a reader never sees
    half a file. None: there shall be no such file."""
    fresh: dict[str, str] = {}
    try:
        for target, data in files:
            if data is not None:
                fresh[target] = _written_beside(target, data)
        for target, _data in files:
            if target in fresh:
                os.rename(fresh[target], target)
                del fresh[target]
            else:
                _unlink(target)
    except BaseException:
        for temporary in fresh.values():
            _unlink(temporary)
        raise


def _written_beside(target: str, data: bytes) -> str:
    folder = os.path.dirname(target)
    temporary = f"{folder}/{NEW}{os.getpid()}-{time.time_ns()}"
    descriptor = _create(temporary, folder)
    try:
        try:
            _write_all(descriptor, data)
        finally:
            os.close(descriptor)
    except BaseException:
        _unlink(temporary)
        raise
    return temporary


def _create(name: str, folder: str) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        descriptor = os.open(name, flags, MODE)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
        descriptor = os.open(name, flags, MODE)
    # The web server is another user, whatever mask this process was started with.
    os.fchmod(descriptor, MODE)
    return descriptor


def _write_all(descriptor: int, data: bytes) -> None:
    """A write may stop short, as on a disk that is about to be full; the next one says so."""
    written = os.write(descriptor, data)
    while written < len(data):
        written += os.write(descriptor, data[written:])
