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
    descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        digest = hashlib.sha256()
        while data := os.read(descriptor, READ_AT_ONCE):
            digest.update(data)
            if len(data) < READ_AT_ONCE:
                break
        return digest.hexdigest()
    finally:
        os.close(descriptor)


def on_disk(root: Path, relative: str = "") -> dict[str, tuple[int, int]]:
    """Mode and size of everything below that is no folder, and of folders that hold nothing.

    Links are not followed; files just being written are left out.
    """
    return {
        name: facts
        for name, facts in _walk(root, relative)
        if not name.rpartition("/")[2].startswith(NEW)
    }


def _walk(root: Path, relative: str) -> Iterator[tuple[str, tuple[int, int]]]:
    folders = [relative]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError:
            continue
        if not entries and folder:
            yield folder, (stat.S_IFDIR, 0)
        for entry in entries:
            name = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(name)
            else:
                yield name, _facts(entry)


def _facts(entry: os.DirEntry[str]) -> tuple[int, int]:
    try:
        facts = entry.stat(follow_symlinks=False)
    except OSError:
        return 0, 0
    return facts.st_mode, facts.st_size


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
