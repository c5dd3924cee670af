"""Keeping manifests in step with what is published (清单更新)."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db import connection, transaction

from zhanqun.content.sites import api as sites
from zhanqun.delivery.integrity.manifest import keys
from zhanqun.delivery.integrity.manifest.lines import Head, Line, ManifestBroken, shard_of
from zhanqun.delivery.integrity.manifest.store import Store, store_of
from zhanqun.delivery.integrity.models import ChangedFile
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.delivery.staticsite.api import PublishedFile

# So many addresses go into one writing; the rest into the next.
TAKEN_MAX = 20_000
FIELDS = ("path", "status", "size_bytes", "sha256", "br_sha256", "gz_sha256", "location")


def line_of(row: PublishedFile) -> Line:
    """What lies on disk for a published file; a moved address holds its new one."""
    return _line(*(getattr(row, name) for name in FIELDS))


def sites_changed() -> list[int]:
    rows = ChangedFile.objects.order_by().values_list("site_id", flat=True)
    return sorted(rows.distinct())


def write_changes(site_id: int, now: datetime) -> bool:
    """Bring the manifest of a site up to date; False where it had been altered by somebody.

    One that was altered, or is not there yet, is made anew from the records.
    """
    store = store_of(site_id)
    with store.alone(), transaction.atomic():
        paths = _take(site_id)
        try:
            head = store.head(keys.public_key())
            if head is None or head.folder != _folder(site_id):
                _write_all(store, site_id, head, now)
            elif paths:
                shards = _shards(store, head, site_id, paths)
                store.write(shards, head, keys.private_key(), now)
        except ManifestBroken:
            _write_all(store, site_id, None, now)
            return False
    return True


def write_all(site_id: int, now: datetime) -> Head:
    """Write the manifest of a site anew from the records (重做清单)."""
    store = store_of(site_id)
    with store.alone(), transaction.atomic():
        ChangedFile.objects.filter(site_id=site_id).delete()
        try:
            before = store.head(keys.public_key())
        except ManifestBroken:
            before = None
        return _write_all(store, site_id, before, now)


def lines_of_site(site_id: int) -> Iterator[Line]:
    rows = staticsite.files_of_site(site_id).order_by().values_list(*FIELDS)
    return (_line(*row) for row in rows.iterator(chunk_size=5000))


def _line(path: str, status: int, size: int, sha256: str, br: str, gz: str, location: str) -> Line:
    if status == 301:
        content = location.encode()
        return Line(path, status, len(content), hashlib.sha256(content).hexdigest())
    return Line(path, status, size, sha256, br, gz)


def _take(site_id: int) -> set[str]:
    """Addresses to be written; gone from the table when this transaction ends well."""
    table = ChangedFile._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"delete from {table} where id = any(array("  # noqa: S608 - our own table's name
            f"select id from {table} where site_id = %s order by id limit %s)) returning path",
            [site_id, TAKEN_MAX],
        )
        return {row[0] for row in cursor.fetchall()}


def _shards(
    store: Store, head: Head, site_id: int, paths: Collection[str]
) -> dict[str, dict[str, Line]]:
    found = {name: store.shard(name, head) for name in {shard_of(path) for path in paths}}
    rows = staticsite.files_of_site(site_id).filter(path__in=paths)
    standing = {row.path: line_of(row) for row in rows}
    for path in paths:
        found[shard_of(path)].pop(path, None)
        if path in standing:
            found[shard_of(path)][path] = standing[path]
    return found


def _write_all(store: Store, site_id: int, before: Head | None, now: datetime) -> Head:
    """All shards at once; those that stood and are empty now go."""
    sequence = before.sequence if before else 0
    empty = Head(site_id, _folder(site_id), sequence, now)
    head = store.write(_by_shard(lines_of_site(site_id)), empty, keys.private_key(), now)
    store.clear_leftovers(head)
    return head


def _by_shard(lines: Iterable[Line]) -> dict[str, dict[str, Line]]:
    found: dict[str, dict[str, Line]] = defaultdict(dict)
    for line in lines:
        found[shard_of(line.path)][line.path] = line
    return found


def _folder(site_id: int) -> str:
    return staticsite.tree_of(sites.profile_of(site_id).domain).root.name
