"""What lies on disk (磁盘现状), read without following links."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zhanqun.delivery.staticsite.api import NEW

# How published files are made; nobody but the publisher may write.
MODE = 0o644
READ_AT_ONCE = 1 << 20
# A link is not followed, and a pipe does not wait for a writer.
OPENING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Found:
    """One name on disk. kind: file, folder, link, other. sha256 is of files alone."""

    kind: str
    mode: int = 0
    size_bytes: int = 0
    sha256: str = ""
    link: str = ""


def look_at(root: Path, relative: str) -> Found | None:
    """What lies there; None for nothing."""
    place = root / relative
    try:
        facts = place.lstat()
    except OSError:
        return None
    if stat.S_ISREG(facts.st_mode):
        return Found("file", stat.S_IMODE(facts.st_mode), facts.st_size, _hash_or_nothing(place))
    if stat.S_ISDIR(facts.st_mode):
        return Found("folder")
    if stat.S_ISLNK(facts.st_mode):
        return Found("link", link=os.readlink(place))  # noqa: PTH115 - the text, not a path
    return Found("other")


def _hash_or_nothing(place: Path) -> str:
    """A file that cannot be read is not as published, whatever is in it."""
    try:
        return hash_of(os.fspath(place))
    except OSError:
        return ""


def hash_of(name: str) -> str:
    """SHA-256 of a file. Raises OSError, also where it is a link."""
    descriptor = os.open(name, OPENING)
    try:
        return _hash(descriptor, os.fstat(descriptor).st_size)
    finally:
        os.close(descriptor)


def is_as_published(name: str, sha256: str, size_bytes: int | None) -> bool:
    """Whether a plain file lies here that holds this, and that nobody else may write.

    size_bytes: where it is known, a file of another length need not be read.
    """
    try:
        descriptor = os.open(name, OPENING)
    except OSError:
        return False
    try:
        facts = os.fstat(descriptor)
        if facts.st_mode != stat.S_IFREG | MODE or size_bytes not in (None, facts.st_size):
            return False
        return _hash(descriptor, facts.st_size) == sha256
    except OSError:
        return False
    finally:
        os.close(descriptor)


def _hash(descriptor: int, size_bytes: int) -> str:
    # No more room than the file needs: a whole megabyte for each costs twice the reading.
    asked, digest = min(size_bytes, READ_AT_ONCE) + 1, hashlib.sha256()
    while True:
        data = os.read(descriptor, asked)
        digest.update(data)
        if len(data) < asked:
            return digest.hexdigest()


def on_disk(root: Path, relative: str = "") -> Iterator[str]:
    """The names of everything below that is no folder, and of folders that hold nothing.

    Links are not followed; files just being written are left out.
    """
    folders = [relative]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError:
            continue
        if not entries and folder:
            yield folder
        for entry in entries:
            name = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(name)
            elif not entry.name.startswith(NEW):
                yield name


def nearest(root: Path, relative: str) -> str:
    """The name itself, or the first part of it that is a link or no folder.

    What lies behind a link is not ours; the link is what must go.
    """
    parts = relative.split("/")
    for end in range(1, len(parts)):
        above = "/".join(parts[:end])
        try:
            mode = (root / above).lstat().st_mode
        except OSError:
            return relative
        if not stat.S_ISDIR(mode):
            return above
    return relative
