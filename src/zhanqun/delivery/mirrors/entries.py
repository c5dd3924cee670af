"""What the manifest says about an address, as a mirror needs it (清单条目)."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings

from zhanqun.content.sites import api as sites
from zhanqun.delivery.mirrors.models import Stage
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.delivery.staticsite.api import PublishedFile

REMOVED = (404, 410)
TEXT_ENDINGS = (".html", ".xml", ".txt")
CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of a site and the names under which its files lie below the public root.

    names: of the page, its twins, and what says that it is gone or moved; whichever of them
    stand here shall stand at the mirror, and no other. location: where it moved to, or "".
    """

    site_id: int
    path: str
    status: int
    names: tuple[str, ...]
    location: str = ""

    @property
    def page(self) -> str:
        return self.names[0]

    @property
    def standing(self) -> list[str]:
        return [name for name in self.names if (public_root() / name).is_file()]

    @property
    def absent(self) -> list[str]:
        return [name for name in self.names if not (public_root() / name).is_file()]

    @property
    def stage(self) -> Stage:
        return stage_of(self.path, self.status)


@dataclass(frozen=True, slots=True)
class Part:
    """Some addresses of one site (清单片段), CHUNK at most.

    entries: those that the disk holds as published. names: of the files below the public root that
    all of them account for, with twins where there may be any.
    """

    entries: list[Entry]
    names: list[str]


def stage_of(path: str, status: int) -> Stage:
    if status in REMOVED:
        return Stage.REMOVAL
    if path.startswith("/_/"):
        return Stage.ALERT
    if path.startswith("/f/") or not path.endswith(TEXT_ENDINGS):
        return Stage.FILE
    return Stage.TEXT if path.startswith("/a/") else Stage.LIST


def public_root() -> Path:
    return Path(settings.ZHANQUN_PUBLIC_ROOT)


class Manifest:
    """The published files of all sites."""

    def __init__(self) -> None:
        self.trees = {
            profile.site_id: staticsite.tree_of(profile.domain) for profile in sites.profiles()
        }

    def at(self, site_id: int, paths: Iterable[str]) -> tuple[list[Entry], list[Entry]]:
        """What stands at these addresses now: what may be sent, and what may not, because the
        disk does not hold what was published."""
        rows = {
            row.path: row
            for row in PublishedFile.objects.filter(site_id=site_id, path__in=set(paths))
        }
        sure: list[Entry] = []
        unsure: list[Entry] = []
        for path in sorted(set(paths)):
            row = rows.get(path)
            entry = self._entry(site_id, path, row)
            (sure if self._holds(entry, row) else unsure).append(entry)
        return sure, unsure

    def parts(self) -> Iterator[Part]:
        """All of it, a part at a time: at a million pages it is too much for the memory."""
        for site_id in self.trees:
            files = PublishedFile.objects.filter(site_id=site_id).defer("keys").order_by("pk")
            rows = files.iterator(CHUNK)
            while chunk := list(islice(rows, CHUNK)):
                yield self._part(site_id, chunk)

    def _part(self, site_id: int, rows: Sequence[PublishedFile]) -> Part:
        pairs = [(self._entry(site_id, row.path, row), row) for row in rows]
        names = [name for entry, _row in pairs for name in self._accounted_for(entry)]
        return Part([entry for entry, row in pairs if self._holds(entry, row)], names)

    def _accounted_for(self, entry: Entry) -> list[str]:
        place = self.trees[entry.site_id].place(entry.path, entry.status)
        name = place.relative_to(public_root()).as_posix()
        return [name, *(name + ending for ending in staticsite.TWINS if entry.status == 200)]

    def _entry(self, site_id: int, path: str, row: PublishedFile | None) -> Entry:
        tree = self.trees[site_id]
        page = tree.file(path)
        files = [page, *(page.with_name(page.name + ending) for ending in staticsite.TWINS)]
        files += [tree.file(path, corner) for corner in (staticsite.GONE, staticsite.MOVED)]
        names = tuple(file.relative_to(public_root()).as_posix() for file in files)
        status, location = (row.status, row.location) if row else (404, "")
        return Entry(site_id, path, status, names, location)

    def _holds(self, entry: Entry, row: PublishedFile | None) -> bool:
        """Whether the disk holds what was published under the names of the address, and nothing
        besides: what somebody has put there is not sent on."""
        wanted = {} if row is None else self._digests(entry, row)
        files = (public_root() / name for name in entry.names)
        return all(
            _digest(file) == wanted[file] if file in wanted else not file.exists() for file in files
        )

    def _digests(self, entry: Entry, row: PublishedFile) -> dict[Path, str]:
        place = self.trees[entry.site_id].place(entry.path, entry.status)
        if row.status == 301:
            return {place: hashlib.sha256(row.location.encode()).hexdigest()}
        twins = zip(staticsite.TWINS, (row.br_sha256, row.gz_sha256), strict=True)
        beside = {place.with_name(place.name + ending): sha256 for ending, sha256 in twins}
        return {place: row.sha256} | {file: sha256 for file, sha256 in beside.items() if sha256}


def by_stage(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    for stage in Stage:
        if chosen := [entry for entry in entries if entry.stage == stage]:
            yield chosen


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""
