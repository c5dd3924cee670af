"""Copies of altered and foreign files (篡改证据): private, unreachable from the web, limited."""

import os
import re
import shutil
import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from zhanqun.foundation import clock

FILE_BYTES_MAX = 5 << 20
ALL_BYTES_MAX = 500 << 20
# Of a flood the first so many are kept; of the others the hash is on record.
KEPT_AT_ONCE = 500


def evidence_root() -> Path:
    return Path(settings.ZHANQUN_PRIVATE_ROOT) / "evidence"


@dataclass
class Keeper:
    """Keeps copies during one round; counts what there is room for."""

    now: datetime
    kept: int = 0
    room_bytes: int | None = None

    def keep(self, place: Path, uid: UUID) -> str:
        """Copy a file, at most its first 5 MB; returns where, "" where that cannot be."""
        if self.kept >= KEPT_AT_ONCE or self._room() < FILE_BYTES_MAX:
            return ""
        relative = f"{clock.day_of(self.now):%Y%m%d}/{uid.hex}-{_plain(place.name)}"
        target = evidence_root() / relative
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            copied = _copy(place, target)
        except OSError:
            return ""
        self.kept += 1
        self.room_bytes = self._room() - copied
        return relative

    def _room(self) -> int:
        if self.room_bytes is None:
            files = evidence_root().rglob("*")
            self.room_bytes = ALL_BYTES_MAX - sum(file.lstat().st_size for file in files)
        return self.room_bytes


def take_away(place: Path) -> None:
    """Remove whatever lies there, folders with all they hold; links are not followed."""
    try:
        mode = place.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    if stat.S_ISDIR(mode):
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> int:
    descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as reading:
        data = reading.read(FILE_BYTES_MAX)
    writing = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(writing, "wb") as file:
        file.write(data)
    return len(data)


def _plain(name: str) -> str:
    """A name that says what the file was called and does nothing anywhere."""
    return re.sub(r"[^\w.-]", "_", name)[-80:] + ".txt"
