"""Shared by the tests of the watch: a town whose site is published, files in their own folder."""

from pathlib import Path

import pytest

from zhanqun.delivery.integrity.guarding.rounds import SiteGuard
from zhanqun.delivery.integrity.guarding.sweep import sweep_site
from zhanqun.delivery.integrity.manifest.writing import write_changes
from zhanqun.delivery.integrity.models import FoundBy
from zhanqun.delivery.staticsite import api as staticsite


@pytest.fixture(autouse=True)
def public_root(settings, tmp_path) -> Path:
    settings.ZHANQUN_PUBLIC_ROOT = tmp_path / "public"
    settings.ZHANQUN_PRIVATE_ROOT = tmp_path / "private"
    settings.ZHANQUN_MANIFEST_KEY = tmp_path / "private" / "manifest-key.pem"
    return tmp_path / "public"


class Guarded:
    """The bureau's site, published, with its manifest."""

    def __init__(self, town) -> None:
        self.town = town
        self.site_id = town.bureau_site.site_id
        self.article = town.published()
        self.build()
        self.tree = staticsite.tree_of(town.bureau_site.domain)
        self.root = self.tree.root
        self.page = self.article.address[1:]

    def build(self) -> None:
        list(staticsite.SitePublisher(self.site_id).build())
        write_changes(self.site_id, self.town.now)

    def contents(self) -> dict[str, bytes]:
        files = (file for file in self.root.rglob("*") if file.is_file())
        return {file.relative_to(self.root).as_posix(): file.read_bytes() for file in files}

    def examine(self, *names: str) -> list[tuple[str, str]]:
        """What a round found; everything found must have been put right."""
        guard = SiteGuard(self.site_id, self.tree)
        found = guard.examine(names, found_by=FoundBy.WATCH, seen_at=self.town.now)
        assert all(row.restored_at for row in found)
        return sorted((row.kind, row.path) for row in found)

    def sweep(self) -> list[tuple[str, str]]:
        _files, found = sweep_site(self.site_id, self.town.now)
        assert all(row.restored_at for row in found)
        return sorted((row.kind, row.path) for row in found)


@pytest.fixture
def guarded(town) -> Guarded:
    return Guarded(town)
