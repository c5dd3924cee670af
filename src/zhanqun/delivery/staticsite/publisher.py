"""Makes the files of a site agree with the database (静态发布).

`refresh` brings one target up to date and remembers what it read; running it again changes
nothing. `affected` finds the targets that a change may touch by one indexed query.
"""

import logging
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q

from zhanqun.content.sites import api as sites
from zhanqun.delivery.staticsite.agenda import Agenda, is_anything_due, rank
from zhanqun.delivery.staticsite.changes import FileChange, announce
from zhanqun.delivery.staticsite.models import (
    Dependency,
    FailedTarget,
    Outcome,
    PublishedFile,
    Refresh,
)
from zhanqun.delivery.staticsite.tree import SiteTree, Twins, digest, folder_of
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import Memo, once, recording, reusing
from zhanqun.foundation.targets import Rendered, Target, TargetKind, render, target_kinds

logger = logging.getLogger("zhanqun.staticsite")

# A target that fails is tried again after 1, 2, 4 … minutes, at most an hour.
RETRY_FIRST, RETRY_LONGEST = timedelta(minutes=1), timedelta(hours=1)


class AddressTaken(Exception):
    """Two targets of a site want the same address; the second one is not written."""


def tree_of(domain: str) -> SiteTree:
    """The folder of a site. Raises PathRefused where `domain` is not a host name."""
    return SiteTree(Path(settings.ZHANQUN_PUBLIC_ROOT) / folder_of(domain))


def delete_old_trees() -> list[str]:
    """Delete the trees of domains that no site has any more (停用域名); returns their names.

    A tree is known by its mode stylesheet, so that nothing else in the folder is touched.
    """
    # The folders first: a site that is made meanwhile is known.
    marks = list(Path(settings.ZHANQUN_PUBLIC_ROOT).glob("*/_/mode.css"))
    known = {tree_of(profile.domain).root for profile in sites.profiles()}
    old = sorted({mark.parents[1] for mark in marks} - known)
    for root in old:
        shutil.rmtree(root)
    return [root.name for root in old]


class SitePublisher:
    """Publishes one site."""

    def __init__(self, site_id: int) -> None:
        self.site_id = site_id
        self.tree = tree_of(sites.profile_of(site_id).domain)

    def affected(self, keys: Iterable[str]) -> list[Target]:
        """Targets that show one of the keys, or may come into being by it, in order of rank."""
        keys = set(keys)
        rows = PublishedFile.objects.filter(site_id=self.site_id, dependencies__key__in=keys)
        found = {Target(self.site_id, row.kind, row.key) for row in rows.distinct()}
        for name, kind in target_kinds:
            for key in keys:
                opened = partial(_opened_by, kind, key, self.site_id)
                found.update(once(("opened", name, key), opened))
        return sorted(found, key=rank)

    def work_off(self) -> None:
        """Refresh what waiting changes touch, each target once for all that gathered.

        Stopped anywhere it starts again with the same changes; doing so alters nothing.
        Raises TreeInUse where another process is writing this site.
        """
        if is_anything_due(self.site_id):
            with self.tree.lock():
                for _step in self._run(Agenda(self.site_id, self.affected)):
                    pass

    def build(self) -> Iterator[tuple[Target, str]]:
        """Everything anew, and what nobody owns is deleted (全站重建); yields as it goes.

        Publications that come in meanwhile go first. Raises TreeInUse.
        """
        with self.tree.lock():
            agenda = Agenda(self.site_id, self.affected)
            agenda.add(self._everything())
            yield from self._run(agenda)
            self._delete_orphans()

    def delete_orphans(self) -> list[str]:
        """Delete files that no published file accounts for; returns their paths (孤儿文件).

        Raises TreeInUse.
        """
        with self.tree.lock():
            return self._delete_orphans()

    def refresh(self, target: Target, publication_ids: Collection[int] = ()) -> str:
        """Bring one target up to date; returns what was done (an Outcome).

        Raises AddressTaken, and whatever drawing raises.
        """
        started = time.perf_counter()
        with transaction.atomic():
            with recording() as keys:
                rendered = render(target)
            row = self._row_of(target, rendered)
            _forget_failure(target, publication_ids)
            if rendered is None and row is None:
                return Outcome.UNCHANGED
            path = rendered.path if rendered else row.path  # type: ignore[union-attr]
            outcome, twins = self._apply(rendered, row)
            self._remember(target, rendered, row, keys, outcome, twins)
            if outcome != Outcome.UNCHANGED:
                announce([_told(self.site_id, path, rendered, publication_ids)])
            _note(publication_ids, target, path, outcome, started)
        return outcome

    def _run(self, agenda: Agenda) -> Iterator[tuple[Target, str]]:
        agenda.take_up_failed()
        memo: Memo = {}
        while True:
            if agenda.take_up():
                # Pages drawn since the change came in are on the agenda again by their keys.
                memo.clear()
            step = agenda.next()
            if step is not None:
                with reusing(memo):
                    outcome = self._attempt(*step)
                agenda.tick_off(step[0])
                yield step[0], outcome
            elif not agenda.finds_more():
                return

    def _attempt(self, target: Target, publication_ids: Collection[int]) -> str:
        """Refresh; a target that fails is noted and does not hold up the others."""
        started = time.perf_counter()
        try:
            return self.refresh(target, publication_ids)
        except (OperationalError, InterfaceError):
            raise  # the database is away: nothing can go on, the job is run again
        except Exception as failure:
            logger.exception("could not refresh %s", target)
            _note_failure(target, publication_ids, f"{type(failure).__name__}: {failure}", started)
            return Outcome.FAILED

    def _everything(self) -> list[Target]:
        found = {
            Target(self.site_id, kind, key)
            for kind, key in PublishedFile.objects.filter(site_id=self.site_id).values_list(
                "kind", "key"
            )
        }
        for _name, kind in target_kinds:
            found.update(kind.all_for_site(self.site_id))
        return sorted(found, key=rank)

    def _delete_orphans(self) -> list[str]:
        rows = PublishedFile.objects.filter(site_id=self.site_id).values_list("path", "status")
        known = {self.tree.place(path, status) for path, status in rows.iterator()}
        orphans = [name for name in self.tree.files() if self.tree.root / name not in known]
        for name in orphans:
            self.tree.delete(name)
        return orphans

    def _row_of(self, target: Target, rendered: Rendered | None) -> PublishedFile | None:
        """The target's own row. Raises AddressTaken where another row has its address."""
        wanted = Q(kind=target.kind, key=target.key)
        if rendered is not None:
            wanted |= Q(path=rendered.path)
        own = None
        for row in PublishedFile.objects.filter(wanted, site_id=self.site_id):
            if (row.kind, row.key) != (target.kind, target.key):
                raise AddressTaken(f"{row.path}: {row.kind} {row.key}")
            own = row
        return own

    def _apply(self, rendered: Rendered | None, row: PublishedFile | None) -> tuple[str, Twins]:
        """What was done (an Outcome), and the hashes of the twins."""
        if row is not None and (rendered is None or row.path != rendered.path):
            self.tree.remove(row.path)
        if rendered is None:
            return Outcome.REMOVED, Twins()
        content = rendered.location.encode() if rendered.status == 301 else rendered.body
        stands = self.tree.holds(
            rendered.path, content, rendered.status, content_type=rendered.content_type
        )
        told = (rendered.path, digest(rendered.body))
        if stands and row is not None and (row.path, row.sha256) == told:
            return Outcome.UNCHANGED, Twins(row.br_sha256, row.gz_sha256)
        if rendered.status == 410:
            self.tree.mark_gone(rendered.path, rendered.body)
            return Outcome.GONE, Twins()
        if rendered.status == 301:
            self.tree.mark_moved(rendered.path, rendered.location)
            return Outcome.MOVED, Twins()
        written = self.tree.write(rendered.path, rendered.body, content_type=rendered.content_type)
        return Outcome.WRITTEN, written

    def _remember(
        self,
        target: Target,
        rendered: Rendered | None,
        row: PublishedFile | None,
        keys: set[str],
        outcome: str,
        twins: Twins,
    ) -> None:
        if rendered is None:
            if row is not None:
                row.delete()
            return
        is_new = row is None
        row = row or PublishedFile(**_facts(target))
        if is_new or outcome != Outcome.UNCHANGED:
            row.path, row.status = rendered.path, rendered.status
            row.location, row.size_bytes = rendered.location, len(rendered.body)
            row.sha256, row.changed_at = digest(rendered.body), clock.now()
            row.br_sha256, row.gz_sha256 = twins.br, twins.gz
            row.save()
        _keep_keys(row, keys, is_new=is_new)


def _opened_by(kind: TargetKind, key: str, site_id: int) -> list[Target]:
    return list(kind.opened_by(key, site_id))


def _told(
    site_id: int, path: str, rendered: Rendered | None, publication_ids: Collection[int]
) -> FileChange:
    status, sha256 = (rendered.status, digest(rendered.body)) if rendered else (404, "")
    return FileChange(site_id, path, status, sha256, tuple(sorted(publication_ids)))


def _facts(target: Target) -> dict[str, object]:
    return {"site_id": target.site_id, "kind": target.kind, "key": target.key}


def _keep_keys(row: PublishedFile, keys: set[str], *, is_new: bool) -> None:
    known = set() if is_new else set(row.dependencies.values_list("key", flat=True))
    if known - keys:
        row.dependencies.filter(key__in=known - keys).delete()
    Dependency.objects.bulk_create(
        (Dependency(file=row, key=key) for key in sorted(keys - known)), ignore_conflicts=True
    )


def _note(
    publication_ids: Collection[int],
    target: Target,
    path: str,
    outcome: str,
    started: float,
    error: str = "",
) -> None:
    """Note what acts did to an address; doing nothing never hides that something was done."""
    took_ms = round((time.perf_counter() - started) * 1000)
    facts = {"outcome": outcome, "at": clock.now(), "took_ms": took_ms, "error": error}
    noted = Refresh.objects.filter(
        publication_id__in=publication_ids, site_id=target.site_id, path=path
    )
    known = set(noted.values_list("publication_id", flat=True)) if publication_ids else set()
    if known:
        failed = noted.filter(outcome=Outcome.FAILED)
        (failed if outcome == Outcome.UNCHANGED else noted).update(**facts)
    Refresh.objects.bulk_create(
        Refresh(publication_id=key, site_id=target.site_id, path=path, **facts)
        for key in sorted(set(publication_ids) - known)
    )


def _note_failure(
    target: Target, publication_ids: Collection[int], error: str, started: float
) -> None:
    row = FailedTarget.objects.filter(**_facts(target)).first() or FailedTarget(**_facts(target))
    row.publication_ids = sorted({*row.publication_ids, *publication_ids})
    row.error = error[:300]
    row.retry_at = clock.now() + min(RETRY_FIRST * 2 ** min(row.attempts, 10), RETRY_LONGEST)
    row.attempts += 1
    row.save()
    file = PublishedFile.objects.filter(**_facts(target)).first()
    path = file.path if file else _name(target)
    _note(publication_ids, target, path, Outcome.FAILED, started, row.error)


def _forget_failure(target: Target, publication_ids: Collection[int]) -> None:
    """It could be drawn again, and now its address is known."""
    deleted, _by_model = FailedTarget.objects.filter(**_facts(target)).delete()
    if deleted:
        failed = Refresh.objects.filter(site_id=target.site_id, path=_name(target))
        failed.filter(publication_id__in=publication_ids).delete()


def _name(target: Target) -> str:
    """Stands for the address of a target that never had one."""
    return f"{target.kind}:{target.key}"
