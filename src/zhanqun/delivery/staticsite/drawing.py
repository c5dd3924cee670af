"""From stale targets to files on disk (绘制与写盘): drawn, compared, swapped."""

import errno
import logging
import math
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.utils import translation

from zhanqun.content.sites import api as sites
from zhanqun.delivery.staticsite.models import Outcome, PublishedFile, StaleTarget
from zhanqun.delivery.staticsite.tree import SiteTree, Twins, digest, folder_of
from zhanqun.foundation.dependencies import Memo, recording, reusing
from zhanqun.foundation.targets import Rendered, Target, render, target_kinds

logger = logging.getLogger("zhanqun.staticsite")

# Bodies drawn and not yet written; attachments may be large.
HELD_BYTES = 8_000_000


class AddressTaken(Exception):
    """Two targets of a site want the same address; the second one is not written."""


class DiskFull(Exception):
    """There is no room for a file (磁盘已满)."""


@dataclass(slots=True)
class Done:
    """What was done to one target; `row` is what stood there before, None where nothing did."""

    stale: StaleTarget
    row: PublishedFile | None
    rendered: Rendered | None = None
    keys: frozenset[str] = frozenset()
    outcome: str = Outcome.UNCHANGED
    twins: Twins = Twins()
    sha256: str = ""
    size_bytes: int = 0
    took_ms: float = 0
    failure: Exception | None = None

    @property
    def target(self) -> Target:
        return target_of(self.stale)

    @property
    def path(self) -> str:
        """Its address; what stands for it where it never had one."""
        if self.rendered is not None:
            return self.rendered.path
        return self.row.path if self.row else name_of(self.stale)


def tree_of(domain: str) -> SiteTree:
    """The folder of a site. Raises PathRefused where `domain` is not a host name."""
    return SiteTree(Path(settings.ZHANQUN_PUBLIC_ROOT) / folder_of(domain))


def trees_of(site_ids: Iterable[int]) -> dict[int, SiteTree]:
    found = sites.profiles_by_id(site_ids).items()
    return {site_id: tree_of(row.domain) for site_id, row in found if row is not None}


def sync() -> None:
    """Bring to the disk what was written, so that it outlasts a power cut (落盘)."""
    root = Path(settings.ZHANQUN_PUBLIC_ROOT)
    if root.exists():
        SiteTree(root).sync()


def target_of(row: StaleTarget | PublishedFile) -> Target:
    return Target(row.site_id, row.kind, row.key)


def name_of(row: StaleTarget) -> str:
    return f"{row.kind}:{row.key}"


class Addresses:
    """Which target has which address of the sites."""

    def __init__(self, done: Iterable[Done]) -> None:
        self._owners = {(each.row.site_id, each.row.path): each.target for each in done if each.row}

    def learn(self, part: Iterable[Done]) -> None:
        """Look up who has the addresses that are new to us."""
        wanted = {
            (each.stale.site_id, each.rendered.path) for each in part if each.rendered is not None
        } - self._owners.keys()
        for site_id, group in groupby(sorted(wanted), key=itemgetter(0)):
            paths = [path for _site_id, path in group]
            for row in PublishedFile.objects.filter(site_id=site_id, path__in=paths):
                self._owners[site_id, row.path] = target_of(row)

    def take(self, each: Done) -> None:
        """Raises AddressTaken where another target has the address."""
        site_id, target = each.stale.site_id, each.target
        if each.row is not None and self._owners.get((site_id, each.row.path)) == target:
            del self._owners[site_id, each.row.path]
        if each.rendered is not None:
            owner = self._owners.setdefault((site_id, each.rendered.path), target)
            if owner != target:
                raise AddressTaken(f"{each.rendered.path}: {owner.kind} {owner.key}")


def draw(rows: Sequence[StaleTarget], memo: Memo, until: float = math.inf) -> list[Done]:
    """Draw these targets and make their files; one that fails carries its failure.

    memo: what was read of the database before, and still holds. until: after this moment of
    `time.monotonic` no further one is begun besides the first; returned are those that were made.

    Raises DatabaseError, InterfaceError, DiskFull, and whatever preparing raises.
    """
    done = [Done(row, before) for row, before in _with_what_stood(rows)]
    addresses = Addresses(done)
    made: list[Done] = []
    # Chinese words are their own sources; a page in another language says so where it is printed.
    with reusing(memo), translation.override(None):
        trees = trees_of({row.site_id for row in rows})
        _prepare([each.target for each in done])
        for part in _drawn(done, until):
            addresses.learn(part)
            for each in part:
                _attempt(each, trees, addresses)
            made += part
    return made


_STOOD = """
select f.* from zq_staticsite_publishedfile f
join zq_staticsite_staletarget s on (s.site_id, s.kind, s.key) = (f.site_id, f.kind, f.key)
where s.id = any(%s::bigint[]) order by f.id for update of f
"""


def _with_what_stood(
    rows: Sequence[StaleTarget],
) -> Iterator[tuple[StaleTarget, PublishedFile | None]]:
    """Locked, since twins are compressed again in the background."""
    found = PublishedFile.objects.raw(_STOOD, [[row.pk for row in rows]])
    before = {target_of(row): row for row in found}
    for row in rows:
        yield row, before.get(target_of(row))


def _prepare(targets: list[Target]) -> None:
    # All sites at once: kinds ask for those of their own targets, one kind after the other.
    sites.structures({target.site_id for target in targets})
    for name, kind in target_kinds:
        if wanted := [target for target in targets if target.kind == name]:
            kind.prepare(wanted)


def _drawn(done: Sequence[Done], until: float) -> Iterator[list[Done]]:
    """Drawn part by part, as much as memory may hold."""
    part: list[Done] = []
    held = 0
    for each in done:
        if each is not done[0] and time.monotonic() > until:
            break
        _draw(each)
        part.append(each)
        held += len(each.rendered.body) if each.rendered else 0
        if held > HELD_BYTES:
            yield part
            part, held = [], 0
    yield part


def _draw(each: Done) -> None:
    started = time.perf_counter()
    try:
        with recording() as keys:
            each.rendered = render(each.target)
        each.keys = frozenset(keys)
    except (DatabaseError, InterfaceError):
        raise
    except Exception as failure:
        logger.exception("could not draw %s", each.target)
        each.failure, each.outcome = failure, Outcome.FAILED
    each.took_ms = (time.perf_counter() - started) * 1000


def _attempt(each: Done, trees: dict[int, SiteTree], addresses: Addresses) -> None:
    """Make the file; then its bytes are let go."""
    if each.failure is not None:
        return
    started = time.perf_counter()
    try:
        addresses.take(each)
        _make(each, trees[each.stale.site_id])
    except Exception as failure:
        if isinstance(failure, OSError) and failure.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(str(failure)) from failure
        logger.exception("could not write %s", each.target)
        each.failure, each.outcome = failure, Outcome.FAILED
    each.took_ms += (time.perf_counter() - started) * 1000
    if each.rendered is not None:
        each.rendered = replace(each.rendered, body=b"")


def _make(each: Done, tree: SiteTree) -> None:
    row, rendered = each.row, each.rendered
    if row is not None and (rendered is None or row.path != rendered.path):
        tree.remove(row.path)
    if rendered is None:
        each.outcome = Outcome.REMOVED if row is not None else Outcome.UNCHANGED
        return
    each.sha256, each.size_bytes = digest(rendered.body), len(rendered.body)
    content = rendered.location.encode() if rendered.status == 301 else rendered.body
    stands = tree.holds(rendered.path, content, rendered.status, content_type=rendered.content_type)
    known = Twins(row.br_sha256, row.gz_sha256) if row is not None else Twins()
    is_known = row is not None and (row.path, row.sha256) == (rendered.path, each.sha256)
    if stands and is_known and tree.has_twins(rendered.path, known):
        each.twins = known
    elif rendered.status != 200:
        _mark(tree, rendered)
        each.outcome = Outcome.GONE if rendered.status == 410 else Outcome.MOVED
    else:
        each.twins = tree.write(rendered.path, rendered.body, content_type=rendered.content_type)
        each.outcome = Outcome.WRITTEN


def _mark(tree: SiteTree, rendered: Rendered) -> None:
    """Where there is no room for what says so, the page goes all the same."""
    try:
        if rendered.status == 410:
            tree.mark_gone(rendered.path, rendered.body)
        else:
            tree.mark_moved(rendered.path, rendered.location)
    except OSError:
        tree.remove(rendered.path)
        raise
