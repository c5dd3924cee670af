"""Twins at the best level (后台最佳压缩): a tenth smaller, when nobody waits for anything."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from zhanqun.content.sites import api as sites
from zhanqun.delivery.staticsite.changes import FileChange, announce
from zhanqun.delivery.staticsite.drawing import tree_of
from zhanqun.delivery.staticsite.locks import write_alone
from zhanqun.delivery.staticsite.models import PublishedFile
from zhanqun.delivery.staticsite.queries import waiting_changes
from zhanqun.delivery.staticsite.tree import SiteTree, best_twins, digest

logger = logging.getLogger("zhanqun.staticsite")

# So many pages are compressed before their twins are put in place together.
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class _Page:
    """A page read from disk, and its twins made of it."""

    file_id: int
    tree: SiteTree
    sha256: str
    twins: tuple[bytes, bytes]


def compress_better(seconds: float) -> int:
    """Give pages their best twins for about so long, or until something is to be published.

    Returns how many got them. Pages that change meanwhile are left to the next run.
    """
    until, after, count = time.monotonic() + seconds, 0, 0
    while time.monotonic() < until and not waiting_changes():
        rows = list(_without_best_twins(after))
        if not rows:
            break
        after = rows[-1].pk
        count += _put(list(_compress(rows, until)))
    return count


def _without_best_twins(after: int) -> QuerySet[PublishedFile]:
    rows = PublishedFile.objects.filter(has_best_twins=False, status=200, pk__gt=after)
    return rows.exclude(br_sha256="").order_by("pk")[:AT_ONCE]


def _compress(rows: Sequence[PublishedFile], until: float) -> Iterator[_Page]:
    for row in rows:
        if time.monotonic() > until or waiting_changes():
            return
        tree = tree_of(sites.profile_of(row.site_id).domain)
        body = _body(tree, row)
        if body is not None:
            yield _Page(row.pk, tree, row.sha256, best_twins(body))


@transaction.atomic
def _put(pages: Sequence[_Page]) -> int:
    """Put twins beside the pages that are still what they were made of."""
    write_alone()
    known = PublishedFile.objects.in_bulk([page.file_id for page in pages])
    done = []
    for page in pages:
        row = known.get(page.file_id)
        if row is None or row.sha256 != page.sha256 or _body(page.tree, row) is None:
            continue
        made = page.tree.write_twins(row.path, page.twins)
        row.br_sha256, row.gz_sha256, row.has_best_twins = made.br, made.gz, True
        done.append(row)
    PublishedFile.objects.bulk_update(done, ["br_sha256", "gz_sha256", "has_best_twins"])
    announce([FileChange(row.site_id, row.path, row.status, row.sha256) for row in done])
    return len(done)


def _body(tree: SiteTree, row: PublishedFile) -> bytes | None:
    """The page as it is recorded; None where it is not, which is the watch's business."""
    try:
        body = tree.place(row.path, row.status).read_bytes()
    except OSError:
        return None
    return body if digest(body) == row.sha256 else None
