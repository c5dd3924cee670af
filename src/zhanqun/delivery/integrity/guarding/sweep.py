"""The sweep (巡检): every file of every site, read and compared with the records.

Records are compared with the signed manifest first, so that a record altered without the key
does not make an altered file look right.
"""

import os
import time
from datetime import datetime
from pathlib import Path

from zhanqun.content.sites import api as sites
from zhanqun.delivery.integrity.guarding import records
from zhanqun.delivery.integrity.guarding.disk import is_as_published, on_disk
from zhanqun.delivery.integrity.guarding.expecting import addresses_of
from zhanqun.delivery.integrity.guarding.rounds import SiteGuard
from zhanqun.delivery.integrity.manifest.entries import entries_of
from zhanqun.delivery.integrity.manifest.writing import lines_of_site
from zhanqun.delivery.integrity.models import FoundBy, Incident, Sweep
from zhanqun.delivery.staticsite import api as staticsite


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
    files, suspects = _compare(site_id, guard.tree.root)
    found += guard.examine(suspects, found_by=FoundBy.SWEEP, seen_at=now)
    return files, found


def _compare(site_id: int, root: Path) -> tuple[int, list[str]]:
    """How many files lie there, and names that may be wrong: publishing goes on, so that they
    are to be looked at again.

    Of what should lie there a hash of each name is held, 90 bytes, not the names.
    """
    expected, suspects, base = set(), [], f"{root}/"
    for line in lines_of_site(site_id):
        for entry in entries_of(line):
            expected.add(hash(entry.path_on_disk))
            if not is_as_published(base + entry.path_on_disk, entry.sha256, entry.size_bytes):
                suspects.append(entry.path_on_disk)
    missing = {name for name in suspects if not os.path.lexists(base + name)}
    if missing and (being_made := staticsite.stale_addresses(site_id)):
        # The publisher is about to write what is not there yet.
        awaited = {name for name in missing if not addresses_of(name).isdisjoint(being_made)}
        suspects = [name for name in suspects if name not in awaited]
    files = 0
    for name in on_disk(root):
        files += 1
        if hash(name) not in expected:
            suspects.append(name)
    return files, suspects
