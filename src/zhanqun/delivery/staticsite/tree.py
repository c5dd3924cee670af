"""The files of one site on disk (静态文件树): plain functions over a folder, no database.

A page lies at its path, with a gzip and a brotli twin beside it. What is gone lies under
`.gone/`, what moved under `.moved/` (its content is the new address); neither is reached by
its own name, since names that begin with a dot are never served.
"""

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import brotli
import deflate

from zhanqun.foundation.hosts import ascii_host

GONE, MOVED = ".gone", ".moved"
TWINS = (".br", ".gz")
# Below this a twin saves nothing that a packet would notice.
COMPRESS_FROM_BYTES = 512
TEXT_TYPES = ("text/", "application/xml", "application/atom+xml", "application/json")
# The fast level; trials: brotli 5 and libdeflate 9 cost 0.4 ms a page together.
BROTLI_QUALITY, GZIP_LEVEL = 5, 9

# How long to wait for another process that writes the same tree.
LOCK_SECONDS = 2.0


class PathRefused(ValueError):
    """A path that would leave the site's folder, or hide a file."""


class TreeInUse(Exception):
    """Another process is writing the same tree; it will see what is waiting."""


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
    """The folder of one site."""

    root: Path

    def write(self, path: str, body: bytes, *, content_type: str) -> Twins:
        """Put a page at its address; readers see the old one or the new one, never a part.

        The twins are replaced before the page: whoever takes a twin gets the new text a moment
        early, and nobody gets an old twin beside a new page.
        """
        target = self.file(path)
        twins = _twins(body, content_type)
        for ending, data in twins.items():
            twin = target.with_name(target.name + ending)
            _replace(twin, data) if data is not None else twin.unlink(missing_ok=True)
        _replace(target, body)
        self._drop(GONE, path)
        self._drop(MOVED, path)
        return Twins(*(digest(data) if data else "" for data in twins.values()))

    def remove(self, path: str) -> None:
        """Take a page away, twins first, with what said it was gone or moved."""
        target = self.file(path)
        for ending in (*TWINS, ""):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        self._drop(GONE, path)
        self._drop(MOVED, path)
        self._tidy(target.parent)

    def mark_gone(self, path: str, body: bytes) -> None:
        """Answer 410 at this address, with a page that says why."""
        _replace(self.file(path, GONE), body)
        self._drop(MOVED, path)
        self._take_page(path)

    def mark_moved(self, path: str, location: str) -> None:
        """Answer 301 at this address."""
        _replace(self.file(path, MOVED), location.encode())
        self._drop(GONE, path)
        self._take_page(path)

    def file(self, path: str, corner: str = "") -> Path:
        """Where an address lies on disk. Raises PathRefused."""
        parts = [unquote(part) for part in path.strip("/").split("/")]
        if any(not part or part.startswith(".") or "/" in part or "\0" in part for part in parts):
            raise PathRefused(path)
        return self.root.joinpath(corner, *parts) if corner else self.root.joinpath(*parts)

    def place(self, path: str, status: int) -> Path:
        """Where the file lies that answers with this status."""
        return self.file(path, {410: GONE, 301: MOVED}.get(status, ""))

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Write this tree alone, among all processes. Raises TreeInUse after a short wait."""
        self.root.parent.mkdir(parents=True, exist_ok=True)
        with (self.root.parent / f".{self.root.name}.lock").open("w") as file:
            until = time.monotonic() + LOCK_SECONDS
            while not _locked(file.fileno()):
                if time.monotonic() > until:
                    raise TreeInUse(self.root.name)
                time.sleep(0.02)
            yield

    def holds(self, path: str, body: bytes, status: int, *, content_type: str = "") -> bool:
        """Whether the disk already has exactly this, read and compared; of twins, that they are
        there or not as they should be."""
        target = self.place(path, status)
        try:
            same = target.stat().st_size == len(body) and target.read_bytes() == body
        except OSError:
            return False
        if status != 200:
            return same and not self.file(path).exists()
        twins = [target.with_name(target.name + ending).exists() for ending in TWINS]
        return same and twins == [_has_twins(body, content_type)] * len(TWINS)

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

    def _take_page(self, path: str) -> None:
        target = self.file(path)
        for ending in (*TWINS, ""):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        self._tidy(target.parent)

    def _drop(self, corner: str, path: str) -> None:
        marker = self.file(path, corner)
        if marker.exists():
            marker.unlink()
            self._tidy(marker.parent)

    def _tidy(self, folder: Path) -> None:
        """Remove folders that became empty, up to the site's own."""
        while folder != self.root and folder.is_relative_to(self.root):
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _has_twins(body: bytes, content_type: str) -> bool:
    return len(body) >= COMPRESS_FROM_BYTES and content_type.startswith(TEXT_TYPES)


def _twins(body: bytes, content_type: str) -> dict[str, bytes | None]:
    if not _has_twins(body, content_type):
        return dict.fromkeys(TWINS)
    return {
        ".br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY, lgwin=16),
        ".gz": bytes(deflate.gzip_compress(body, GZIP_LEVEL)),
    }


def _replace(target: Path, data: bytes) -> None:
    """Write beside the target and rename, so that a reader never sees half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
