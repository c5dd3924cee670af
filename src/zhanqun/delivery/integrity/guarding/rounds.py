"""One round of the watch (一轮处置): what is wrong, kept, taken away, restored, recorded."""

import logging
import os
import stat
import threading
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import InterfaceError, OperationalError

from zhanqun.delivery.integrity import incidents
from zhanqun.delivery.integrity.guarding import differences
from zhanqun.delivery.integrity.guarding.disk import Found, look_at, nearest, on_disk
from zhanqun.delivery.integrity.guarding.evidence import FILE_BYTES_MAX, Keeper, take_away
from zhanqun.delivery.integrity.guarding.expecting import (
    Expected,
    expected_below,
    expected_files,
    fault,
)
from zhanqun.delivery.integrity.guarding.publishing import let_publishers_finish
from zhanqun.delivery.integrity.guarding.restoring import restore
from zhanqun.delivery.integrity.models import FoundBy, Incident, IncidentKind
from zhanqun.delivery.staticsite.api import NEW, TWINS, SiteTree
from zhanqun.foundation import clock

logger = logging.getLogger("zhanqun.integrity")

# So many names are judged together.
AT_ONCE = 500
# A file that the publisher makes anew again and again is looked at so often before it is settled.
LOOKS_MAX = 8
# Of a flood only the first are shown in full.
SHOWN_AT_ONCE = 50

# Watch and sweep are threads of one process; what one puts right the other shall not find.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Suspect:
    """A name that is not as recorded. found and expected: at the last look."""

    name: str
    kind: IncidentKind
    found: Found | None
    expected: Expected | None


@dataclass
class SiteGuard:
    """Judges and restores the files of one site."""

    site_id: int
    tree: SiteTree

    def examine(self, names: Iterable[str], *, found_by: str, seen_at: datetime) -> list[Incident]:
        """Look at names on disk and put right what is wrong; returns what was recorded."""
        wanted, keeper, recorded = sorted(self._spread(names)), Keeper(seen_at), []
        for start in range(0, len(wanted), AT_ONCE):
            with _one_at_a_time:
                guilty = self._guilty(wanted[start : start + AT_ONCE])
                rows = self._put_right(guilty, keeper, found_by) if guilty else []
                recorded += incidents.record(self.site_id, rows, now=clock.now())
        return recorded

    def look_again(self, now: datetime) -> None:
        """Try again what could not be put right; what is right by now is closed."""
        names = incidents.open_names(self.site_id)
        if names:
            self.examine(names, found_by=FoundBy.WATCH, seen_at=now)
            wrong = {row.name for row in self._suspects(names)}
            incidents.close(self.site_id, set(names) - wrong, now=now)

    def _spread(self, names: Iterable[str]) -> set[str]:
        """The names and, where a folder came or went, all it holds or should hold."""
        root = self.tree.root
        found: set[str] = set()
        missing: set[str] = set()
        for name in {nearest(root, name) for name in names}:
            place = root / name
            if place.is_dir() and not place.is_symlink():
                found.update(on_disk(root, name))
            else:
                found.add(name)
                if not place.is_file():
                    missing.add(name)
        return {name for name in found | set(expected_below(self.site_id, missing)) if _ours(name)}

    def _guilty(self, names: Collection[str]) -> list[Suspect]:
        """Names that are still wrong when every publisher has finished what it had begun."""
        suspects = {row.name: row for row in self._suspects(names)}
        guilty: dict[str, Suspect] = {}
        for _look in range(LOOKS_MAX):
            if not suspects:
                break
            let_publishers_finish()
            again = {row.name: row for row in self._suspects(suspects)}
            steady = {
                name
                for name, row in again.items()
                if row.found == suspects[name].found == look_at(self.tree.root, name)
            }
            guilty |= {name: again[name] for name in steady}
            suspects = {name: row for name, row in again.items() if name not in steady}
        return [*guilty.values(), *suspects.values()]

    def _suspects(self, names: Collection[str]) -> list[Suspect]:
        found = {name: look_at(self.tree.root, name) for name in names}
        expected = expected_files(self.site_id, names)
        rows = []
        for name in names:
            kind = fault(found[name], expected.get(name))
            if kind is not None:
                rows.append(Suspect(name, kind, found[name], expected.get(name)))
        return rows

    def _put_right(self, guilty: list[Suspect], keeper: Keeper, found_by: str) -> list[Incident]:
        rows: list[Incident] = []
        altered: dict[str, bytes] = {}
        in_the_way: dict[str, str] = {}
        for suspect in guilty:
            row = _incident(self.site_id, suspect, found_by, keeper.now)
            if len(rows) < SHOWN_AT_ONCE:
                logger.warning("site %s: %s %s", self.site_id, row.kind, row.path)
                altered[suspect.name] = _beginning(self.tree.root / suspect.name)
            try:
                self._secure(suspect, row, keeper)
            except OSError as failure:  # not ours to delete; what else is wrong is put right
                logger.exception("could not take away %s of site %s", row.path, self.site_id)
                in_the_way[suspect.name] = _told(failure)
            rows.append(row)
        errors = self._restore({row.expected.file_id for row in guilty if row.expected})
        for suspect, row in zip(guilty, rows, strict=True):
            row.note = errors.get(suspect.expected.file_id, "") if suspect.expected else ""
            row.note = row.note or in_the_way.get(suspect.name, "")
            row.restored_at = None if row.note else clock.now()
            row.difference = self._difference(suspect, altered.get(suspect.name, b""))
        return rows

    def _secure(self, suspect: Suspect, row: Incident, keeper: Keeper) -> None:
        """Keep what was found as evidence, and take it away where nothing will replace it."""
        place, is_file = self.tree.root / suspect.name, False
        if suspect.found is not None and suspect.found.kind == "file":
            is_file, row.evidence = True, keeper.keep(place, row.uid)
        if suspect.expected is None or (suspect.found and not is_file):
            take_away(place)
            _tidy(place.parent, self.tree.root)

    def _restore(self, file_ids: Iterable[int]) -> dict[int, str]:
        """Restore addresses; returns what went wrong, by address."""
        errors = {}
        for file_id in sorted(file_ids):
            try:
                restore(self.tree, file_id)
            except (OperationalError, InterfaceError):
                raise  # the database is away: everything is tried again when it is back
            except Exception as failure:
                logger.exception("could not restore file %s of site %s", file_id, self.site_id)
                errors[file_id] = _told(failure)
        return errors

    def _difference(self, suspect: Suspect, data: bytes) -> str:
        if not data:
            return ""
        if suspect.kind == IncidentKind.FOREIGN:
            return differences.excerpt(data)
        ending = next((end for end in TWINS if suspect.name.endswith(end)), "")
        expected = _beginning(self.tree.root / suspect.name)
        return differences.difference(
            differences.unpacked(expected, ending), differences.unpacked(data, ending)
        )


def _incident(site_id: int, suspect: Suspect, found_by: str, seen_at: datetime) -> Incident:
    found = suspect.found
    return Incident(
        site_id=site_id,
        path=printable(suspect.name),
        kind=suspect.kind,
        found_by=found_by,
        seen_at=seen_at,
        expected_sha256=suspect.expected.sha256 if suspect.expected else "",
        found_sha256=found.sha256 if found else "",
        size_bytes=found.size_bytes if found and found.kind == "file" else None,
        what=printable(differences.description(found)),
    )


def _told(failure: Exception) -> str:
    return printable(f"{type(failure).__name__}: {failure}")[:300]


def printable(name: str) -> str:
    """A name that any database and page can hold, whatever bytes it has on disk."""
    return name.encode(errors="backslashreplace").decode()[:1200]


def _ours(name: str) -> bool:
    """Files being written at this moment have no name yet; those left over are orphans."""
    return not name.rpartition("/")[2].startswith(NEW)


def _beginning(place: Path) -> bytes:
    """What a plain file holds; of a link or a pipe nothing."""
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(FILE_BYTES_MAX) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""
    except OSError:
        return b""


def _tidy(folder: Path, root: Path) -> None:
    while folder != root:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
