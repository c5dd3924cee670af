"""The head of the chain in a file outside the database (审计链首导出).

Whoever owns the database server could recompute the whole chain; a line written before, and kept
elsewhere, shows it. The lines are a chain of their own: each bears the hash of the one before.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from zhanqun.core.audit.digests import GENESIS
from zhanqun.core.audit.models import Entry, Seal
from zhanqun.core.audit.sealing import newest_seal
from zhanqun.core.audit.verifying import Fault
from zhanqun.foundation import clock

FILE_NAME = "trail-heads.txt"
LAST_LINE_BYTES = 4096


@dataclass(frozen=True)
class Head:
    """One line of the file: the chain as it stood at a moment.

    entries: how many the trail held, sealed or not. previous: SHA-256 of the line before.
    """

    at: datetime
    position: int
    digest: str
    entries: int
    previous: str

    def __str__(self) -> str:
        moment = clock.beijing(self.at).isoformat(timespec="seconds")
        return "\t".join(
            [moment, str(self.position), self.digest, str(self.entries), self.previous]
        )


def heads_file() -> Path:
    return Path(settings.ZHANQUN_TRAIL_HEADS) / FILE_NAME


def export_head(*, now: datetime) -> Head:
    """Add the present head to the file (导出链首). The file is only ever added to."""
    path = heads_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        seal = newest_seal()
        head = Head(
            at=now,
            position=seal.position if seal else 0,
            digest=seal.digest if seal else GENESIS,
            entries=Entry.objects.count(),
            previous=_hash(_last_line(file.fileno())),
        )
        file.write(f"{head}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    return head


def last_head() -> Head | None:
    """The newest line of the file; None where nothing was exported yet, or the line is broken."""
    path = heads_file()
    if not path.exists():
        return None
    with path.open("rb") as file:
        return _parsed(_last_line(file.fileno()))


def faults_against(path: Path) -> Iterator[Fault]:
    """What a file of heads says against the present trail. Raises OSError."""
    before = b""
    with path.open("rb") as file:
        for number, row in enumerate(file, start=1):
            line = row.rstrip(b"\n")
            head = _parsed(line)
            if head is None or head.previous != _hash(before):
                text = _("{file}第{number}行被改动或缺行").format(file=path, number=number)
                yield Fault("file_broken", text)
            elif fault := _fault_of(head):
                yield fault
            before = line


def _fault_of(head: Head) -> Fault | None:
    if head.position == 0:
        return None
    seal = Seal.objects.filter(position=head.position).first()
    if seal is not None and seal.digest == head.digest:
        return None
    text = (
        _("{day}导出的封签{position}在数据库里已不存在")
        if seal is None
        else _("封签{position}的摘要与{day}导出的不同：链被重算过")
    )
    day = f"{clock.beijing(head.at):%Y-%m-%d}"
    return Fault("head_differs", text.format(day=day, position=head.position), head.position)


def _parsed(line: bytes) -> Head | None:
    try:
        at, position, digest, entries, previous = line.decode("ascii").split("\t")
        return Head(datetime.fromisoformat(at), int(position), digest, int(entries), previous)
    except ValueError:
        return None


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest() if line else GENESIS


def _last_line(descriptor: int) -> bytes:
    """The last line of an open file, without its end; empty for an empty file."""
    size = os.fstat(descriptor).st_size
    tail = os.pread(descriptor, LAST_LINE_BYTES, max(0, size - LAST_LINE_BYTES))
    return tail.rstrip(b"\n").rpartition(b"\n")[2]
