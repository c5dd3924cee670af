"""Putting a page back as it was published (恢复).

From what is still intact, where there is anything: the page makes its twins, a twin holds the
page. Otherwise it is drawn again. What is written back has the recorded hash, or is what the
publisher makes of it today.
"""

import gzip
from pathlib import Path

import brotli
from django.db import transaction

from zhanqun.delivery.integrity.guarding.disk import hash_of
from zhanqun.delivery.integrity.models import ChangedFile
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.delivery.staticsite.api import PublishedFile, SiteTree, digest
from zhanqun.foundation.targets import Target, render

HTML, OTHER = "text/html; charset=utf-8", "application/octet-stream"


def restore(tree: SiteTree, file_id: int) -> None:
    """Make the files of one address right again; nothing where its page has gone meanwhile.

    Raises whatever drawing or writing raises.
    """
    target = _restore_as_recorded(tree, file_id)
    if target is not None:
        staticsite.SitePublisher(target.site_id).refresh(target)


@transaction.atomic
def _restore_as_recorded(tree: SiteTree, file_id: int) -> Target | None:
    """None when done; the target where its page is no longer what the record says."""
    staticsite.write_alone()
    row = PublishedFile.objects.filter(pk=file_id).first()
    if row is None:
        return None
    if row.status == 301:
        tree.mark_moved(row.path, row.location)
        return None
    target = Target(row.site_id, row.kind, row.key)
    body = _intact(tree, row) or _drawn(target, row)
    if body is None:
        return target
    if row.status == 410:
        tree.mark_gone(row.path, body)
    else:
        _write(tree, row, body)
    return None


def _intact(tree: SiteTree, row: PublishedFile) -> bytes | None:
    """The page's content from whatever file of it still has its hash."""
    page = tree.place(row.path, row.status)
    sources = [("", row.sha256, bytes), (".br", row.br_sha256, brotli.decompress)]
    sources.append((".gz", row.gz_sha256, gzip.decompress))
    for ending, sha256, unpack in sources:
        twin = page.with_name(page.name + ending)
        if sha256 and _has(twin, sha256):
            body = unpack(twin.read_bytes())
            if digest(body) == row.sha256:
                return body
    return None


def _has(place: Path, sha256: str) -> bool:
    try:
        return hash_of(str(place)) == sha256
    except OSError:
        return False


def _drawn(target: Target, row: PublishedFile) -> bytes | None:
    rendered = render(target)
    if rendered is None or (rendered.path, rendered.status) != (row.path, row.status):
        return None
    return rendered.body if digest(rendered.body) == row.sha256 else None


def _write(tree: SiteTree, row: PublishedFile, body: bytes) -> None:
    """The page and, where it had any, its twins: at the fast level, whatever they were."""
    twins = tree.write(row.path, body, content_type=HTML if row.br_sha256 else OTHER)
    if (twins.br, twins.gz) != (row.br_sha256, row.gz_sha256):
        row.br_sha256, row.gz_sha256, row.has_best_twins = twins.br, twins.gz, False
        row.save(update_fields=["br_sha256", "gz_sha256", "has_best_twins"])
        ChangedFile.objects.create(site_id=row.site_id, path=row.path)
