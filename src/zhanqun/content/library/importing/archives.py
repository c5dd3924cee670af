"""Folders and zip files of documents (文件夹与压缩包): names repaired, paths kept inside."""

import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from zhanqun.content.library.characters import clean_text
from zhanqun.content.library.importing.packages import (
    UNREADABLE,
    BrokenFile,
    open_zip,
    read_entry,
)
from zhanqun.core.attachments import api as attachments

_FURNITURE = re.compile(r"(?:^|/)(?:__MACOSX(?:/|$)|\.[^/]*$|Thumbs\.db$|desktop\.ini$|~\$)")


@dataclass(frozen=True)
class Entry:
    """One file: its name relative to the folder, with "/", and its size in bytes."""

    name: str
    size: int
    _bytes: Callable[[], bytes] = field(repr=False, compare=False)

    def read(self) -> bytes:
        """Its bytes. Raises BrokenFile."""
        try:
            return self._bytes()
        except UNREADABLE as error:
            raise BrokenFile(reason=self.name) from error


@dataclass
class Contents:
    """Files to import, in order of name, and what was left out and why."""

    entries: list[Entry] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)


def list_zip(data: bytes) -> Contents:
    """Files of a zip. Nothing is unpacked to disk; names that leave the folder are skipped.

    Raises BrokenFile, EncryptedFile, WrongKindOfFile, TooLarge.
    """
    archive = open_zip(data, "zip")
    contents, names = Contents(), set[str]()
    for info in archive.infolist():
        name = clean_text(attachments.zip_name(info))
        if info.is_dir() or name.endswith("/"):
            continue
        safe = safe_name(name)
        if safe is None or stat.S_ISLNK(info.external_attr >> 16):
            contents.skipped[name] = _("路径指向文件夹之外，已跳过。")
        elif _FURNITURE.search(safe):
            continue
        elif safe in names:
            contents.skipped[name] = _("与另一文件重名，已跳过。")
        else:
            names.add(safe)
            contents.entries.append(Entry(safe, info.file_size, _zip_reader(archive, info)))
    contents.entries.sort(key=lambda entry: entry.name)
    return contents


def list_folder(folder: Path) -> Contents:
    """Files of a folder and those below it; links are skipped."""
    contents = Contents()
    for path in sorted(_files_below(folder)):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            contents.skipped[name] = _("是链接而不是文件，已跳过。")
        elif not _FURNITURE.search(name):
            contents.entries.append(Entry(clean_text(name), path.stat().st_size, path.read_bytes))
    return contents


def safe_name(name: str) -> str | None:
    """`name` as a path that stays inside, with "/"; None where it would leave."""
    if re.match(r"[\\/]|[a-zA-Z]:", name):
        return None
    parts = [part for part in re.split(r"[\\/]", name) if part not in {"", "."}]
    return None if ".." in parts or not parts else "/".join(parts)


def _zip_reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    return lambda: read_entry(archive, info)


def _files_below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            yield from _files_below(path)
        else:
            yield path
