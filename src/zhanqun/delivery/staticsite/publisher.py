"""Makes the files of a site agree with the database (静态发布).

`refresh` brings one target up to date and remembers what it read; running it again changes
nothing. `affected` finds the targets that a change may touch by one indexed query.
"""

import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from zhanqun.content.sites import api as sites
from zhanqun.delivery.staticsite.models import (
    Dependency,
    Outcome,
    PendingChange,
    PublishedFile,
    Refresh,
)
from zhanqun.delivery.staticsite.tree import SiteTree, digest
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import recording
from zhanqun.foundation.targets import Rendered, Target, render, target_kinds

# Changes taken together; a crash repeats at most so many.
BATCH = 100


def tree_of(domain: str) -> SiteTree:
    """The folder of a site; domains are normalised host names."""
    return SiteTree(Path(settings.ZHANQUN_PUBLIC_ROOT) / domain)


class SitePublisher:
    """Publishes one site."""

    def __init__(self, site_id: int) -> None:
        self.site_id = site_id
        self.tree = tree_of(sites.profile_of(site_id).domain)

    def affected(self, keys: Iterable[str]) -> list[Target]:
        """Targets that show one of the keys, or may come into being by it.

        Files first, since texts show them; then in the order in which kinds were registered:
        texts before lists before homes.
        """
        keys = set(keys)
        rows = PublishedFile.objects.filter(site_id=self.site_id, dependencies__key__in=keys)
        found = {Target(self.site_id, row.kind, row.key) for row in rows.distinct()}
        for _name, kind in target_kinds:
            for key in keys:
                found.update(kind.opened_by(key, self.site_id))
        return sorted(found, key=_rank)

    def work_off(self) -> None:
        """Refresh what waiting changes touch, each target once a batch; then forget them.

        Stopped anywhere it starts again with the same changes; doing so alters nothing.
        """
        while batch := list(
            PendingChange.objects.filter(site_id=self.site_id).order_by("id")[:BATCH]
        ):
            acts: dict[Target, set[int]] = {}
            for change in batch:
                for target in self.affected(change.keys):
                    of_target = acts.setdefault(target, set())
                    if change.publication_id is not None:
                        of_target.add(change.publication_id)
            for target in sorted(acts, key=_rank):
                self.refresh(target, acts[target])
            PendingChange.objects.filter(pk__in=[change.pk for change in batch]).delete()

    def refresh(self, target: Target, publication_ids: Collection[int] = ()) -> str:
        """Bring one target up to date; returns what was done (an Outcome)."""
        started = time.perf_counter()
        with recording() as keys:
            rendered = render(target)
        row = PublishedFile.objects.filter(
            site_id=target.site_id, kind=target.kind, key=target.key
        ).first()
        if rendered is None and row is None:
            return Outcome.UNCHANGED
        path = rendered.path if rendered else row.path  # type: ignore[union-attr]
        outcome = self._apply(rendered, row)
        with transaction.atomic():
            self._remember(target, rendered, row, keys, outcome)
            for publication_id in publication_ids:
                _note(publication_id, target.site_id, path, outcome, started)
        return outcome

    def build(self) -> Iterator[tuple[Target, str]]:
        """Everything anew, and what nobody owns is deleted (全站重建); yields as it goes."""
        wanted = set()
        for _name, kind in target_kinds:
            for target in kind.all_for_site(self.site_id):
                wanted.add((target.kind, target.key))
                yield target, self.refresh(target)
        for row in PublishedFile.objects.filter(site_id=self.site_id):
            if (row.kind, row.key) not in wanted:
                target = Target(self.site_id, row.kind, row.key)
                yield target, self.refresh(target)
        self.delete_orphans()

    def delete_orphans(self) -> list[str]:
        """Delete files that no published file accounts for; returns their paths (孤儿文件)."""
        rows = PublishedFile.objects.filter(site_id=self.site_id).values_list("path", "status")
        known = {_place(self.tree, path, status) for path, status in rows}
        orphans = [name for name in self.tree.files() if self.tree.root / name not in known]
        for name in orphans:
            self.tree.delete(name)
        return orphans

    def _apply(self, rendered: Rendered | None, row: PublishedFile | None) -> str:
        if row is not None and (rendered is None or row.path != rendered.path):
            self.tree.remove(row.path)
        if rendered is None:
            return Outcome.REMOVED
        content = rendered.location.encode() if rendered.status == 301 else rendered.body
        if self.tree.holds(rendered.path, content, rendered.status):
            return Outcome.UNCHANGED
        if rendered.status == 410:
            self.tree.mark_gone(rendered.path, rendered.body)
            return Outcome.GONE
        if rendered.status == 301:
            self.tree.mark_moved(rendered.path, rendered.location)
            return Outcome.MOVED
        self.tree.write(rendered.path, rendered.body, content_type=rendered.content_type)
        return Outcome.WRITTEN

    def _remember(
        self,
        target: Target,
        rendered: Rendered | None,
        row: PublishedFile | None,
        keys: set[str],
        outcome: str,
    ) -> None:
        if rendered is None:
            if row is not None:
                row.delete()
            return
        facts = {
            "path": rendered.path,
            "status": rendered.status,
            "location": rendered.location,
            "sha256": digest(rendered.body),
            "size_bytes": len(rendered.body),
        }
        if row is None:
            row = PublishedFile(site_id=target.site_id, kind=target.kind, key=target.key)
        if row.pk is None or outcome != Outcome.UNCHANGED or row.sha256 != facts["sha256"]:
            for name, value in facts.items():
                setattr(row, name, value)
            row.changed_at = clock.now()
            row.save()
        _keep_keys(row, keys)


def _rank(target: Target) -> tuple[int, str]:
    names = ["file", *(name for name, _kind in target_kinds if name != "file")]
    return names.index(target.kind), target.key


def _keep_keys(row: PublishedFile, keys: set[str]) -> None:
    known = set(row.dependencies.values_list("key", flat=True))
    if known - keys:
        row.dependencies.filter(key__in=known - keys).delete()
    Dependency.objects.bulk_create(
        (Dependency(file=row, key=key) for key in sorted(keys - known)), ignore_conflicts=True
    )


def _note(publication_id: int, site_id: int, path: str, outcome: str, started: float) -> None:
    took_ms = round((time.perf_counter() - started) * 1000)
    facts = {"outcome": outcome, "at": clock.now(), "took_ms": took_ms}
    row, made = Refresh.objects.get_or_create(
        publication_id=publication_id, site_id=site_id, path=path, defaults=facts
    )
    if not made and outcome != Outcome.UNCHANGED:
        for name, value in facts.items():
            setattr(row, name, value)
        row.save(update_fields=list(facts))


def _place(tree: SiteTree, path: str, status: int) -> Path:
    return tree.file(path, {410: ".gone", 301: ".moved"}.get(status, ""))
