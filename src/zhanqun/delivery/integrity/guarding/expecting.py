"""What should lie on disk (应有状态), by the publisher's records."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import Q

from zhanqun.delivery.integrity.guarding.disk import MODE, Found
from zhanqun.delivery.integrity.manifest.entries import entries_of
from zhanqun.delivery.integrity.manifest.writing import line_of
from zhanqun.delivery.integrity.models import IncidentKind
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.delivery.staticsite.api import GONE, MOVED, TWINS, PublishedFile

# So many conditions go into one query.
FOLDERS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Expected:
    """One file that should lie on disk, and the record that says so."""

    sha256: str
    file_id: int


def expected_files(site_id: int, relatives: Collection[str]) -> dict[str, Expected]:
    """The files of every address that any of the names may belong to."""
    addresses = {address for name in relatives for address in addresses_of(name)}
    rows = staticsite.files_of_site(site_id).filter(path__in=addresses)
    return _files(rows)


def expected_below(site_id: int, folders: Iterable[str]) -> list[str]:
    """The files that should lie below these folders."""
    names = list(folders)
    found: list[str] = []
    for start in range(0, len(names), FOLDERS_AT_ONCE):
        below = Q(pk__in=[])
        for name in names[start : start + FOLDERS_AT_ONCE]:
            address = "/" + quote(_without_corner(name), errors="surrogateescape")
            # "0" follows "/": a range, which the index on addresses can answer.
            below |= Q(path__gt=f"{address}/", path__lt=f"{address}0")
        found += _files(staticsite.files_of_site(site_id).filter(below))
    return [file for file in found if file.startswith(tuple(f"{name}/" for name in names))]


def addresses_of(relative: str) -> set[str]:
    """The addresses at which a name on disk may belong: as a page, or as a page's twin."""
    name = _without_corner(relative)
    names = {name} | {name.removesuffix(ending) for ending in TWINS}
    written = {"/" + quote(name, errors="surrogateescape") for name in names}
    return written | {"/" + name for name in names if name.isprintable()}


def fault(found: Found | None, expected: Expected | None) -> IncidentKind | None:
    """What is wrong at a name; None when it is as it should be."""
    if expected is None:
        return None if found is None else IncidentKind.FOREIGN
    if found is None:
        return IncidentKind.DELETED
    as_published = ("file", MODE, expected.sha256)
    return None if (found.kind, found.mode, found.sha256) == as_published else IncidentKind.CHANGED


def _files(rows: Iterable[PublishedFile]) -> dict[str, Expected]:
    return {
        entry.path_on_disk: Expected(entry.sha256, row.pk)
        for row in rows
        for entry in entries_of(line_of(row))
    }


def _without_corner(relative: str) -> str:
    corner, _slash, rest = relative.partition("/")
    return rest if corner in (GONE, MOVED) and rest else relative
