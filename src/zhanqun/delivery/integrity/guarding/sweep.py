"""The sweep (巡检): every file of every site, read and compared with the records.

Records are compared with the signed manifest first, so that a record altered without the key
does not make an altered file look right.
"""

import os
import stat
import time
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from zhanqun.content.sites import api as sites
from zhanqun.delivery.integrity.guarding import records
from zhanqun.delivery.integrity.guarding.disk import MODE, hash_of, on_disk
from zhanqun.delivery.integrity.guarding.rounds import SiteGuard
from zhanqun.delivery.integrity.manifest.entries import entries_of
from zhanqun.delivery.integrity.manifest.writing import lines_of_site
from zhanqun.delivery.integrity.models import FoundBy, Incident, Sweep
from zhanqun.delivery.staticsite import api as staticsite

# So many files are hashed by one thread at a time.
CHUNK = 500


def sweep(now: datetime) -> Sweep:
    """Look at every site and note how it went (巡检一遍)."""
    started = time.perf_counter()
    files = faults = 0
    for profile in sites.profiles():
        looked_at, found = sweep_site(profile.site_id, now)
        files += looked_at
        faults += len(found)
    took_ms = round((time.perf_counter() - started) * 1000)
    return Sweep.objects.create(started_at=now, took_ms=took_ms, files=files, faults=faults)


def sweep_site(site_id: int, now: datetime) -> tuple[int, list[Incident]]:
    """How many files lie there, and what was recorded as wrong."""
    found = records.check(site_id, now)
    guard = SiteGuard(site_id, staticsite.tree_of(sites.profile_of(site_id).domain))
    found_files = on_disk(guard.tree.root)
    suspects = _differing(site_id, guard.tree.root, found_files)
    found += guard.examine(suspects, found_by=FoundBy.SWEEP, seen_at=now)
    return len(found_files), found


def _differing(site_id: int, root: Path, found: dict[str, tuple[int, int]]) -> list[str]:
    """Names that may be wrong; to be looked at again, since publishing goes on."""
    expected = {
        entry.path_on_disk: (entry.sha256, entry.size_bytes)
        for line in lines_of_site(site_id)
        for entry in entries_of(line)
    }
    suspects = [name for name in found if name not in expected]
    to_hash = []
    for name, (sha256, size) in expected.items():
        mode, found_size = found.get(name, (0, 0))
        if mode != stat.S_IFREG | MODE or size not in (None, found_size):
            suspects.append(name)
        else:
            to_hash.append((name, sha256))
    suspects += _altered(root, to_hash)
    if _is_being_made(site_id):
        # The publisher is about to write what is not there yet.
        suspects = [name for name in suspects if name in found]
    return suspects


def _altered(root: Path, files: list[tuple[str, str]]) -> Iterator[str]:
    """Names whose content has another hash; several at a time, one chunk a thread."""
    chunks = [files[start : start + CHUNK] for start in range(0, len(files), CHUNK)]
    base = os.fspath(root)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(lambda chunk: _altered_of(base, chunk), chunks):
            yield from found


def _altered_of(root: str, files: Collection[tuple[str, str]]) -> list[str]:
    return [name for name, sha256 in files if _hash(f"{root}/{name}") != sha256]


def _hash(name: str) -> str:
    try:
        return hash_of(name)
    except OSError:
        return ""


def _is_being_made(site_id: int) -> bool:
    return staticsite.site_progress(site_id).waiting > 0
